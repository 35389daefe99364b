package com.timedeal.launcher.bench;

import com.timedeal.launcher.platform.Platform;
import java.io.IOException;
import java.time.Duration;

/**
 * Until the services have put away what they did last. A gateway that sold a moment ago still compiles its busiest methods,
 * and whoever is measured next would pay for that: once it was a fourteenth of all processor time.
 */
final class AwaitQuiet {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** Share of one core that all services together may use. */
    private static final double QUIET = 0.15;

    private AwaitQuiet() {}

    /** @return the share of one core that was still in use when nobody wanted to wait any longer; 0 when it is quiet */
    static double of(Platform platform) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            var before = CpuTimes.now(platform);
            var begin = System.nanoTime();
            Thread.sleep(LOOK);
            var used = CpuTimes.now(platform).ofServicesSince(before) * 1_000.0 / (System.nanoTime() - begin);
            if (used <= QUIET) {
                return 0;
            }
            if (System.nanoTime() > deadline) {
                return used;
            }
        }
    }
}
