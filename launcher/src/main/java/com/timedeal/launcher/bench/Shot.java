package com.timedeal.launcher.bench;

import java.util.Map;

/**
 * One measurement.
 *
 * @param name of what was measured, as it is shown
 * @param perSecond pieces of work done and drained in a second
 * @param burstPerSecond answered in a second, whether or not the work behind it was done
 * @param millis latencies by share: 0.5, 0.99 and 1
 * @param micros processor time per piece, by process
 * @param note what one should know about it; empty for nothing
 */
record Shot(
        String name,
        double perSecond,
        double burstPerSecond,
        Map<Double, Double> millis,
        Map<String, Long> micros,
        String note) {

    static final double MEDIAN = 0.5;
    static final double SLOWEST_PERCENT = 0.99;
    static final double LONGEST = 1.0;

    Shot noted(String other) {
        return new Shot(name, perSecond, burstPerSecond, millis, micros, other);
    }
}
