package com.timedeal.localinfrastructure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Looks for free ports on loopback, and for whoever holds a taken one. */
final class Ports {

    // Below the range from which Linux, macOS and Windows take the local ports of outgoing connections.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private static final String LISTENING = "0A";

    private Ports() {}

    /** The given port, or a free one for 0. Nothing reserves it: whoever binds it first has it. */
    static int choose(int port) {
        if (port != 0) {
            return port;
        }
        for (var attempt = 0; attempt < 1000; attempt++) {
            var candidate = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(candidate)) {
                return candidate;
            }
        }
        throw new CannotStart("No port from %d to %d is free on 127.0.0.1.".formatted(LOWEST, HIGHEST));
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** @throws CannotStart naming the holder of the port and the variable that moves it */
    static void requireFree(int port, String what, String variable) {
        if (!isFree(port)) {
            throw new CannotStart("Port %d, wanted for %s, is taken by %s; stop that, or set %s to another port."
                    .formatted(port, what, holder(port).orElse("another process"), variable));
        }
    }

    /** Process id and command of the process that listens on a port, as far as this user may see it (Linux). */
    static Optional<String> holder(int port) {
        return listeningSocket(port).flatMap(Ports::processWithSocket).map(Ports::describe);
    }

    private static Optional<String> listeningSocket(int port) {
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try {
                var inode = Files.readAllLines(Path.of(table)).stream()
                        .flatMap(line -> inodeIfListening(line, port).stream())
                        .findFirst();
                if (inode.isPresent()) {
                    return inode;
                }
            } catch (IOException notLinux) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * The socket's inode if this line of {@code /proc/net/tcp} is a socket that listens on the port.
     *
     * <p>Columns as in the kernel's documentation, networking/proc_net_tcp: number, local address:port (hexadecimal),
     * remote address:port, state, four more, uid, timeout, inode.
     */
    static Optional<String> inodeIfListening(String line, int port) {
        var columns = line.strip().split("\\s+");
        if (columns.length < 10 || !columns[3].equals(LISTENING)) {
            return Optional.empty();
        }
        return columns[1].endsWith(":%04X".formatted(port)) ? Optional.of(columns[9]) : Optional.empty();
    }

    private static Optional<Long> processWithSocket(String inode) {
        var wanted = "socket:[" + inode + "]";
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> hasOpen(pid, wanted))
                .findFirst();
    }

    private static boolean hasOpen(long pid, String wanted) {
        try (var files = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (var file : files) {
                if (Files.readSymbolicLink(file).toString().equals(wanted)) {
                    return true;
                }
            }
        } catch (IOException goneOrNotOurs) {
            return false;
        }
        return false;
    }

    private static String describe(long pid) {
        var command = ProcessHandle.of(pid)
                .flatMap(process ->
                        process.info().commandLine().or(() -> process.info().command()))
                .map(line -> line.length() > 100 ? line.substring(0, 100) + "…" : line);
        return command.map(line -> String.format(Locale.ROOT, "process %d (%s)", pid, line))
                .orElse("process " + pid);
    }
}
