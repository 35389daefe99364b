package com.timedeal.launcher.platform;

import com.timedeal.launcher.command.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Stops a platform that is there for one command only, also where Ctrl-C ends the command before it has come to that. */
public final class StopWhenEnded {

    private final Platform platform;
    private final Thread hook = new Thread(this::stopQuietly, "stop-platform");

    public StopWhenEnded(Platform platform) {
        this.platform = platform;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stopQuietly() {
        try {
            platform.down(Progress.silent());
        } catch (Failure starting) {
            // Whoever holds the lock stops what it started.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has come to it. */
    public void now(Progress progress) throws IOException, InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException programEnds) {
            // The hook does it.
            return;
        }
        platform.down(progress);
    }
}
