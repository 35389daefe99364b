package com.timedeal.launcher.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who listens on a port of this machine. */
public final class PortHolder {

    private static final int CONNECT_MILLIS = 300;
    private static final int SHOWN_COMMAND = 100;
    private static final String LISTENING = "0A";

    private PortHolder() {}

    /** Whether a server could not listen on that port of the loopback address now. */
    public static boolean isTaken(int port) {
        // Both looks are needed: on BSD and macOS binding succeeds next to somebody who listens on all addresses, and a
        // port that is bound without being listened on refuses connections.
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException nobodyAnswers) {
            return !canBind(port);
        }
    }

    /** The process that holds the port, such as {@code java (pid 4711: java -jar x.jar)}; empty if nobody can tell. */
    public static Optional<String> describe(int port) {
        try {
            if (Files.isReadable(Path.of("/proc/net/tcp"))) {
                return describeByProc(port);
            }
            return describeByLsof(port);
        } catch (IOException cannotTell) {
            return Optional.empty();
        }
    }

    private static boolean canBind(int port) {
        try (var server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static Optional<String> describeByProc(int port) throws IOException {
        var inodes = new ArrayList<String>();
        var owner = "";
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (!Files.isReadable(Path.of(table))) {
                continue;
            }
            for (var line : Files.readAllLines(Path.of(table))) {
                // sl local_address rem_address st queues timer retransmits uid timeout inode
                var words = line.strip().split("\\s+");
                if (words.length > 9 && words[3].equals(LISTENING) && words[1].endsWith(String.format(":%04X", port))) {
                    inodes.add("socket:[" + words[9] + "]");
                    owner = words[7];
                }
            }
        }
        if (inodes.isEmpty()) {
            return Optional.empty();
        }
        var pid = pidWithSocket(inodes);
        return pid.isPresent()
                ? pid.map(PortHolder::describe)
                : Optional.of("a process of another user (uid " + owner + ")");
    }

    private static Optional<String> pidWithSocket(List<String> sockets) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                if (holds(process, sockets)) {
                    return Optional.of(process.getFileName().toString());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, List<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (var file : files) {
                if (Files.isSymbolicLink(file)
                        && sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException notOursOrGone) {
            return false;
        }
        return false;
    }

    private static String describe(String pid) {
        try {
            var words = Files.readString(Path.of("/proc", pid, "cmdline"), StandardCharsets.ISO_8859_1)
                    .replaceAll("[\\s\\x00]+", " ")
                    .strip();
            var name = Files.readString(Path.of("/proc", pid, "comm")).strip();
            return name + " (pid " + pid + ": " + shortened(words) + ")";
        } catch (IOException gone) {
            return "pid " + pid;
        }
    }

    private static Optional<String> describeByLsof(int port) throws IOException {
        String pid = null;
        for (var line : Processes.output(List.of("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fpc"))
                .lines()
                .toList()) {
            if (line.startsWith("p")) {
                pid = line.substring(1);
            } else if (line.startsWith("c") && pid != null) {
                return Optional.of(line.substring(1) + " (pid " + pid + ")");
            }
        }
        return Optional.ofNullable(pid).map(number -> "pid " + number);
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_COMMAND ? text : text.substring(0, SHOWN_COMMAND) + "…";
    }
}
