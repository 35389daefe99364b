package com.timedeal.launcher.generator;

import java.util.Arrays;
import java.util.Map;

/**
 * What came of a load.
 *
 * @param nanos from the first request to the last answer
 * @param statuses answers by status; 0 for connections that broke
 * @param marked answers in which the marker was found
 * @param latencies nanoseconds in ascending order; with an arrival rate from the moment a request was due
 * @param samples one answer of each status that was not expected
 */
public record LoadResult(
        long nanos, Map<Integer, Integer> statuses, int marked, long[] latencies, Map<Integer, String> samples) {

    public int count(int status) {
        return statuses.getOrDefault(status, 0);
    }

    public double seconds() {
        return nanos / 1e9;
    }

    /** @param share 0.5 for the median, 1 for the longest @return milliseconds; 0 when there was no answer */
    public double latencyMillis(double share) {
        if (latencies.length == 0) {
            return 0;
        }
        var at = (int) Math.ceil(share * latencies.length) - 1;
        return latencies[Math.max(0, at)] / 1e6;
    }

    @Override
    public String toString() {
        return "LoadResult[" + seconds() + " s, " + statuses + ", marked " + marked + "]";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LoadResult result
                && result.nanos == nanos
                && result.statuses.equals(statuses)
                && Arrays.equals(result.latencies, latencies);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(nanos);
    }
}
