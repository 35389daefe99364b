package com.timedeal.launcher.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One invariant and what came of looking at it.
 *
 * @param source whose it is, e.g. {@code order}
 * @param onceQuiet whether it need only hold after load has stopped and messages have drained
 * @param figures numbers by name
 * @param discrepancies the first rows that break it
 * @param discrepancyCount how many there are in all
 */
public record Finding(
        String id,
        String source,
        String statement,
        Verdict verdict,
        boolean onceQuiet,
        Map<String, Object> figures,
        List<Map<String, Object>> discrepancies,
        int discrepancyCount) {

    private static final int TOLD = 5;

    public Finding {
        // Not Map.copyOf: rows hold nulls, and their order is the reader's.
        figures = new LinkedHashMap<>(figures);
    }

    public boolean isBroken() {
        return verdict == Verdict.BROKEN;
    }

    /** The figures in one line: {@code units=100 units_left=0}. */
    String numbers() {
        return text(figures);
    }

    /** What is wrong, as lines for a person; the first is a sentence with the numbers. */
    List<String> complaint() {
        var lines = new ArrayList<String>();
        lines.add(id + " (" + source + ") is broken: " + statement
                + (figures.isEmpty() ? "" : " Numbers: " + numbers() + "."));
        discrepancies.stream().limit(TOLD).forEach(row -> lines.add("    " + text(row)));
        if (discrepancyCount > TOLD) {
            lines.add("    … and " + (discrepancyCount - TOLD) + " more");
        }
        return lines;
    }

    private static String text(Map<String, Object> row) {
        return row.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
