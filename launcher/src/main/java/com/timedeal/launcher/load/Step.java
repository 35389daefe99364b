package com.timedeal.launcher.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One kind of answer to one step of a plan, counted. */
final class Step {

    private final List<Integer> millis = new ArrayList<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private int failures;

    void add(long startedAt, int elapsed, boolean success) {
        millis.add(elapsed);
        first = Math.min(first, startedAt);
        last = Math.max(last, startedAt + elapsed);
        failures += success ? 0 : 1;
    }

    int answers() {
        return millis.size();
    }

    int failures() {
        return failures;
    }

    /** From the first question to the last answer, rounded. */
    long perSecond() {
        return Math.round(answers() * 1000.0 / Math.max(1, last - first));
    }

    int percentile(int percent) {
        var sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
    }
}
