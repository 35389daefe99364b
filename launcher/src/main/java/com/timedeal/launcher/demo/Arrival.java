package com.timedeal.launcher.demo;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Every buyer looks around once, which warms a fresh platform up and shows how quick this machine is. */
final class Arrival {

    private static final Duration ROOM = Duration.ofSeconds(1);

    /** By how much trying before the opening, and all of the sale, outweigh looking around. */
    private static final int WHILE_CLOSED = 2;

    private static final int WHILE_OPEN = 4;

    private final Gateway gateway;
    private final ProgressLine progress;

    Arrival(Gateway gateway, ProgressLine progress) {
        this.gateway = gateway;
        this.progress = progress;
    }

    /** When the deal opens and closes. */
    record Times(Duration opensIn, Duration openFor) {}

    /** @return the times asked for, or longer ones where the machine is too slow to serve everybody in these */
    Times of(List<Buyer> crowd, DemoArguments arguments) throws InterruptedException {
        var arrived = new AtomicInteger();
        progress.step("arriving", () -> arrived + " of " + crowd.size() + " buyers have looked around");
        var halfTime = new AtomicLong(System.nanoTime());
        InParallel.each(crowd, buyer -> {
            gateway.demand(Call.get("/api/v1/wishlist", buyer.token()), 200);
            if (arrived.incrementAndGet() == crowd.size() / 2) {
                halfTime.set(System.nanoTime());
            }
        });
        // A fresh platform's first answers are far slower than all that follow, so only the later half is measured.
        var took = Duration.ofNanos(2 * (System.nanoTime() - halfTime.get()));
        var times = new Times(
                longer(arguments.opensIn(), took.multipliedBy(WHILE_CLOSED)),
                longer(arguments.openFor(), took.multipliedBy(WHILE_OPEN)));
        progress.step("times", () -> inWords(times, arguments));
        return times;
    }

    private static Duration longer(Duration asked, Duration needed) {
        var safe = needed.plus(ROOM);
        if (asked.compareTo(safe) >= 0) {
            return asked;
        }
        var possible = safe.compareTo(DemoArguments.LONGEST) < 0 ? safe : DemoArguments.LONGEST;
        return possible.truncatedTo(ChronoUnit.MILLIS);
    }

    private static String inWords(Times times, DemoArguments arguments) {
        var text = String.format(
                Locale.ROOT,
                "opens in %.1f s, for %.1f s",
                times.opensIn().toMillis() / 1000.0,
                times.openFor().toMillis() / 1000.0);
        return times.equals(new Times(arguments.opensIn(), arguments.openFor()))
                ? text
                : text + ": more than asked for, since this machine is slow or busy";
    }
}
