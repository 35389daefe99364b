package com.timedeal.launcher.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What the operating system knows of a process and {@link ProcessHandle} does not tell. */
public final class Processes {

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private Processes() {}

    /**
     * Whether it still runs. A process that ended but was not yet fetched by its parent has a number and a start, so
     * {@link ProcessHandle#isAlive()} calls it alive; in a container whose first process fetches nobody it stays so.
     */
    public static boolean isAlive(ProcessHandle handle) {
        return handle.isAlive() && !isZombie(handle.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // pid (command) state …, and the command may itself hold brackets and blanks.
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException noProcFileSystem) {
            return false;
        }
    }

    /**
     * Waits until it has ended.
     *
     * @return false if it still runs after that time
     */
    public static boolean awaitEnd(ProcessHandle handle, Duration patience) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (isAlive(handle)) {
            var left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                // In slices, because a zombie never completes this future.
                handle.onExit().get(Math.min(left, TimeUnit.MILLISECONDS.toNanos(200)), TimeUnit.NANOSECONDS);
            } catch (TimeoutException stillThere) {
                // Look again.
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return true;
    }

    /** Its command line after the program's name; empty if the system does not tell. */
    static List<String> arguments(ProcessHandle handle) {
        return handle.info().arguments().map(Arrays::asList).orElse(List.of());
    }

    /** Sends a signal that {@link ProcessHandle} has no method for, such as STOP and CONT. */
    public static void signal(ProcessHandle handle, String signal) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(handle.pid()))
                .redirectErrorStream(true)
                .start();
        var said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (kill.waitFor() != 0 && isAlive(handle)) {
            throw new IOException("kill -" + signal + " " + handle.pid() + ": " + said.strip());
        }
    }

    /** The memory that the process and those it started hold, in bytes; empty if the system does not tell. */
    public static OptionalLong memory(ProcessHandle handle) {
        var sizes = Stream.concat(Stream.of(handle), handle.descendants())
                .map(each -> residentKilobytes(each.pid()))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .toArray();
        return sizes.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Arrays.stream(sizes).sum() * 1024);
    }

    private static OptionalLong residentKilobytes(long pid) {
        var status = Path.of("/proc", Long.toString(pid), "status");
        try {
            var text = Files.isReadable(status)
                    ? Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .findFirst()
                            .orElse("")
                    : output(List.of("ps", "-o", "rss=", "-p", Long.toString(pid)));
            var digits = text.replaceAll("\\D", "");
            return digits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
        } catch (IOException goneMeanwhile) {
            return OptionalLong.empty();
        }
    }

    /**
     * What a small program of the system prints.
     *
     * @throws IOException when there is no such program or it does not end soon
     */
    static String output(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        process.onExit().orTimeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            // Reading its output ends with it.
            process.destroyForcibly();
            return process;
        });
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
