package com.timedeal.localinfrastructure;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A server that runs as a child of this process and may outlive it by accident.
 *
 * <p>Its process id is written down, so that the next start can end what a killed process left behind.
 */
final class ChildProcess {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final long LARGE_LOG = 10L << 20;

    private final String name;
    private final Home home;
    private final String mark;
    private final Consumer<String> onUnexpectedEnd;
    private volatile Process process;
    private volatile boolean wanted;
    private long logStart;

    /**
     * @param mark the argument on the server's command line that names its data, by which a leftover is known to be ours
     * @param onUnexpectedEnd told in a sentence when the server ends without having been asked to
     */
    ChildProcess(String name, Home home, String mark, Consumer<String> onUnexpectedEnd) {
        this.name = name;
        this.home = home;
        this.mark = mark;
        this.onUnexpectedEnd = onUnexpectedEnd;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    Optional<Long> pid() {
        return isAlive() ? Optional.of(process.pid()) : Optional.empty();
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @param answers asked again and again until it says yes
     * @throws CannotStart if the server ends first or the time is up
     */
    void start(List<String> command, Path folder, BooleanSupplier answers, Duration limit) throws IOException {
        var log = home.log(name);
        rotate(log);
        logStart = Files.exists(log) ? Files.size(log) : 0;
        process = launch(command, folder, log.toFile());
        Files.writeString(home.pidFile(name), process.pid() + "\n");
        awaitAnswer(answers, limit);
        wanted = true;
        process.onExit().thenAccept(ended -> {
            if (wanted && ended == process) {
                onUnexpectedEnd.accept("%s ended unexpectedly with status %d. The last lines of %s:%n%s"
                        .formatted(name, ended.exitValue(), log, StartFailure.end(endOfLog())));
            }
        });
    }

    private Process launch(List<String> command, Path folder, File log) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException notRunnable) {
            throw new CannotStart(StartFailure.explain(name, notRunnable.getMessage(), home.folder()), notRunnable);
        }
    }

    /** The file that is always empty. */
    static File nothing() {
        return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    }

    private void awaitAnswer(BooleanSupplier answers, Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!answers.getAsBoolean()) {
            if (endsWithin(Duration.ofMillis(30))) {
                throw new CannotStart(StartFailure.explain(name, endOfLog(), home.folder()));
            }
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new CannotStart("%s did not answer within %d s. The last lines of %s:%n%s"
                        .formatted(name, limit.toSeconds(), home.log(name), StartFailure.end(endOfLog())));
            }
        }
    }

    private boolean endsWithin(Duration time) {
        try {
            return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new CannotStart(name + " was interrupted while it started.", stopped);
        }
    }

    void stop() {
        wanted = false;
        if (isAlive()) {
            end(process.toHandle());
        }
        forget();
    }

    void kill() {
        wanted = false;
        if (isAlive()) {
            process.destroyForcibly();
            process.onExit().join();
        }
        forget();
    }

    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        if (isAlive()) {
            signal(process.toHandle(), signal);
        }
    }

    /** Ends the server that an earlier process left running here, if there is one and it is ours beyond doubt. */
    void stopLeftover() throws IOException {
        var pidFile = home.pidFile(name);
        if (!Files.exists(pidFile)) {
            return;
        }
        var leftover = parse(Files.readString(pidFile))
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(this::isOurs);
        if (leftover.isPresent()) {
            System.out.printf(
                    "%-8s stopping process %d, left over%n",
                    name, leftover.get().pid());
            end(leftover.get());
        }
        forget();
    }

    private boolean isOurs(ProcessHandle found) {
        // The numbers of ended processes are given out again.
        return found.info()
                .arguments()
                .filter(arguments -> List.of(arguments).contains(mark))
                .isPresent();
    }

    private static Optional<Long> parse(String pid) {
        try {
            return Optional.of(Long.parseLong(pid.strip()));
        } catch (NumberFormatException cutShort) {
            return Optional.empty();
        }
    }

    private static void end(ProcessHandle running) {
        signal(running, "CONT");
        running.destroy();
        try {
            running.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stuck) {
            running.destroyForcibly();
            running.onExit().join();
        } catch (InterruptedException interrupted) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void signal(ProcessHandle running, String signal) {
        if (File.separatorChar != '/') {
            return;
        }
        try {
            // The shell's own kill: a slim system may have no other.
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + running.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException noShell) {
            throw new UncheckedIOException("Cannot send a signal to process " + running.pid(), noShell);
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(home.pidFile(name));
        } catch (IOException stays) {
            // The next start reads it and finds that no such server runs.
        }
    }

    private String endOfLog() {
        return endOf(home.log(name), logStart);
    }

    /** The last 16 KB of a log, if so many come after an offset. */
    static String endOf(Path log, long from) {
        try (var file = Files.newByteChannel(log)) {
            file.position(Math.max(from, file.size() - 16_384));
            return new String(Channels.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "(" + unreadable + ")";
        }
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGE_LOG) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
