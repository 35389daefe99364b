package com.timedeal.orderservice.claim;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets batches gather in a rush. A commit costs much the same for few claims as for many, so that small ones at short
 * intervals take from the processor what the requests need. Where few come nobody is kept waiting. Not thread-safe: each
 * writer has its own.
 */
final class Pace {

    private final long nanos;
    private final int company;
    private long begun = System.nanoTime();
    private boolean rush;

    /**
     * @param between the beginnings of two batches in a rush
     * @param company the size of a batch that makes a rush
     */
    Pace(Duration between, int company) {
        this.nanos = between.toNanos();
        this.company = company;
    }

    /** Sleeps until the next batch may begin. @param full whether it cannot become larger by waiting */
    void await(boolean full) throws InterruptedException {
        var rest = restAt(System.nanoTime(), full);
        if (rest > 0) {
            TimeUnit.NANOSECONDS.sleep(rest);
        }
    }

    /** @return nanoseconds to wait; none or less for not at all */
    long restAt(long now, boolean full) {
        return rush && !full ? begun + nanos - now : 0;
    }

    void begun(int size) {
        begunAt(System.nanoTime(), size);
    }

    void begunAt(long now, int size) {
        begun = now;
        rush = size >= company;
    }
}
