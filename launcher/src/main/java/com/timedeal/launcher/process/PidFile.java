package com.timedeal.launcher.process;

import com.timedeal.launcher.secrets.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;

/**
 * Who was started: {@code <home>/run/<name>.pid}.
 *
 * <p>A number alone is not enough, because the system gives the number of a process that ended to the next one. So the
 * file also holds the instant at which the process started.
 */
record PidFile(long pid, Instant started, String version) {

    /**
     * Linux tells the start in ticks since boot, and the instant of boot moves with the clock; a second run of the same
     * computation may differ by that much.
     */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    static Optional<PidFile> read(Path file) throws IOException {
        try {
            var values = new HashMap<String, String>();
            for (var line : Files.readAllLines(file)) {
                var at = line.indexOf('=');
                if (at > 0) {
                    values.put(line.substring(0, at), line.substring(at + 1));
                }
            }
            return Optional.of(new PidFile(
                    Long.parseLong(values.getOrDefault("pid", "")),
                    Instant.parse(values.getOrDefault("started", "")),
                    values.getOrDefault("version", "")));
        } catch (NoSuchFileException notStarted) {
            return Optional.empty();
        } catch (NumberFormatException | DateTimeException unreadable) {
            // A torn file names nobody, and nobody is stopped on its word.
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        PrivateFiles.write(file, "pid=" + pid + "\nstarted=" + started + "\nversion=" + version + "\n");
    }

    /**
     * The process itself, if it still runs.
     *
     * @param mark a text that stands on its command line and on no other one; it recognises the process when the clock of
     *     the machine was set since
     */
    Optional<ProcessHandle> find(String mark) {
        return ProcessHandle.of(pid)
                .filter(Processes::isAlive)
                .filter(handle -> startedThen(handle) || carries(handle, mark));
    }

    private boolean startedThen(ProcessHandle handle) {
        return handle.info()
                .startInstant()
                .filter(instant -> Duration.between(started, instant).abs().compareTo(TOLERANCE) <= 0)
                .isPresent();
    }

    private static boolean carries(ProcessHandle handle, String mark) {
        return Processes.arguments(handle).contains(mark);
    }
}
