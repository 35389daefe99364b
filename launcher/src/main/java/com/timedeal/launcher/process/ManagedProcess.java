package com.timedeal.launcher.process;

import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.secrets.PrivateFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process with a name in a home folder, which this program starts and a later run of this program finds again.
 *
 * <p>Its number and start stand in {@code <home>/run/<name>.pid}, its output in {@code <home>/logs/<name>.log}.
 */
public final class ManagedProcess {

    /**
     * Puts the process into a session of its own, so that neither closing the terminal nor Ctrl-C in it reaches the
     * process or what it starts. Linux has setsid, macOS has perl; without either, the two signals are at least ignored.
     * The number of the process stays the same through every {@code exec}.
     */
    private static final String DETACH = """
            if command -v setsid >/dev/null 2>&1; then exec setsid "$@"; fi
            if command -v perl >/dev/null 2>&1; then exec perl -e 'use POSIX (); POSIX::setsid(); exec @ARGV' "$@"; fi
            trap '' HUP INT QUIT
            exec "$@"
            """;

    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private final String name;
    private final Path pidFile;
    private final LogFile log;
    private final String mark;

    public ManagedProcess(Path home, String name) {
        this.name = name;
        this.pidFile = home.resolve("run").resolve(name + ".pid");
        this.log = new LogFile(home.resolve("logs").resolve(name + ".log"));
        this.mark = "-Dtimedeal.process=" + name + "@" + home.toAbsolutePath();
    }

    public String name() {
        return name;
    }

    public LogFile log() {
        return log;
    }

    /** An option for {@code java} by which the process is told from every other one on the machine. */
    public String mark() {
        return mark;
    }

    /** The process, if it runs; never one that merely has its old number. */
    public Optional<ProcessHandle> running() throws IOException {
        return PidFile.read(pidFile).flatMap(file -> file.find(mark));
    }

    /** Which version of its program was started last; empty text if none was. */
    public String version() throws IOException {
        return PidFile.read(pidFile).map(PidFile::version).orElse("");
    }

    /**
     * Starts it, detached from this program and its terminal.
     *
     * @param environment all its environment variables, added to none of ours
     * @param version a word for {@link #version()}
     * @throws Failure when it runs already
     */
    public ProcessHandle start(List<String> command, Map<String, String> environment, Path directory, String version)
            throws IOException {
        if (running().isPresent()) {
            throw new Failure(name + " runs already.");
        }
        PrivateFiles.folder(pidFile.getParent());
        PrivateFiles.folder(log.path().getParent());
        log.begin(name + " started " + Instant.now());
        var words = new ArrayList<>(List.of("/bin/sh", "-c", DETACH, "sh"));
        words.addAll(command);
        var builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        var handle = builder.start().toHandle();
        new PidFile(handle.pid(), handle.info().startInstant().orElseGet(Instant::now), version).write(pidFile);
        return handle;
    }

    /**
     * Asks it to end (SIGTERM) and, when it has not after that time, ends it (SIGKILL). Does nothing if it does not run.
     *
     * @return false when it had to be killed
     */
    public boolean stop(Duration patience) throws IOException, InterruptedException {
        var running = running();
        var orderly = true;
        if (running.isPresent()) {
            var handle = running.get();
            handle.destroy();
            // One that is paused gets the wish only when it goes on.
            Processes.signal(handle, "CONT");
            orderly = Processes.awaitEnd(handle, patience);
            if (!orderly) {
                end(handle);
            }
        }
        Files.deleteIfExists(pidFile);
        return orderly;
    }

    /** Ends it at once (SIGKILL), as a crash or a lost machine would. Does nothing if it does not run. */
    public void kill() throws IOException, InterruptedException {
        var running = running();
        if (running.isPresent()) {
            end(running.get());
        }
    }

    /** Freezes it (SIGSTOP): it keeps its connections and answers nobody. */
    public void pause() throws IOException, InterruptedException {
        Processes.signal(runningOrFail(), "STOP");
    }

    /** Lets it go on after {@link #pause()}. */
    public void resume() throws IOException, InterruptedException {
        Processes.signal(runningOrFail(), "CONT");
    }

    /** Forgets a process that has ended. */
    public void forget() throws IOException {
        if (running().isEmpty()) {
            Files.deleteIfExists(pidFile);
        }
    }

    private ProcessHandle runningOrFail() throws IOException {
        return running().orElseThrow(() -> new Failure(name + " does not run."));
    }

    private void end(ProcessHandle handle) throws InterruptedException {
        handle.destroyForcibly();
        if (!Processes.awaitEnd(handle, AFTER_KILL)) {
            throw new Failure(name + " (pid " + handle.pid() + ") does not end even when killed.");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
