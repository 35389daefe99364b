package com.timedeal.launcher.demo;

import java.util.Arrays;

/** Durations in nanoseconds, collected from many threads. */
final class Latencies {

    private static final int FIRST_ROOM = 1024;

    private long[] nanos = new long[FIRST_ROOM];
    private int count;

    synchronized void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    synchronized int count() {
        return count;
    }

    /**
     * The smallest duration that is not exceeded by that share of all: one that was really measured (nearest rank).
     *
     * @param percent 0 to 100
     * @return 0 when there is none
     */
    synchronized long percentile(double percent) {
        if (count == 0) {
            return 0;
        }
        var sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        var rank = (int) Math.ceil(percent / 100 * count);
        return sorted[Math.max(1, Math.min(rank, count)) - 1];
    }
}
