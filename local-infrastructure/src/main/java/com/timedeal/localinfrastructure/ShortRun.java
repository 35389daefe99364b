package com.timedeal.localinfrastructure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program that ends by itself. */
final class ShortRun {

    private ShortRun() {}

    /** Its exit status; a program that takes longer than allowed, or whose waiter is interrupted, is ended. */
    static int of(List<String> command, Path folder, Path input, Path log, Duration limit) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(input.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException notRunnable) {
            throw new CannotStart(
                    StartFailure.explain(
                            Path.of(command.getFirst()).getFileName().toString(), notRunnable.getMessage(), folder),
                    notRunnable);
        }
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new CannotStart("%s did not end within %d s.".formatted(command.getFirst(), limit.toSeconds()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotStart(command.getFirst() + " was interrupted.", stopped);
        } finally {
            process.destroyForcibly();
        }
    }
}
