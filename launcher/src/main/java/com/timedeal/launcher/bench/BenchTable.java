package com.timedeal.launcher.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures as Markdown, which reads well in a terminal too. */
final class BenchTable {

    /** What a purchase may take longer than a no-op at the same rate, for 99 of 100. */
    private static final int MORE_MILLIS = 30;

    private final Results results;

    BenchTable(Results results) {
        this.results = results;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.addAll(throughputs());
        lines.add("");
        lines.addAll(ratios());
        lines.add("");
        lines.addAll(processorTimes());
        results.violations().forEach((name, what) -> lines.add("BROKEN " + name + ": " + what));
        return lines;
    }

    List<String> throughputs() {
        var lines = new ArrayList<String>();
        lines.add("| measured | per second | lowest – highest | p50 ms | p99 ms | max ms | remark |");
        lines.add("|---|--:|--:|--:|--:|--:|---|");
        for (var name : results.names()) {
            var shots = results.of(name);
            if (shots.isEmpty()) {
                continue;
            }
            var lowest = shots.stream().mapToDouble(Shot::perSecond).min().orElseThrow();
            var highest = shots.stream().mapToDouble(Shot::perSecond).max().orElseThrow();
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f – %,.0f | %s | %s | %s | %s |",
                    name,
                    results.perSecond(name).orElseThrow(),
                    lowest,
                    highest,
                    millis(name, Shot.MEDIAN),
                    millis(name, Shot.SLOWEST_PERCENT),
                    millis(name, Shot.LONGEST),
                    results.typical(name).note()));
        }
        return lines;
    }

    private String millis(String name, double share) {
        var median = results.median(name, shot -> shot.millis().getOrDefault(share, Double.NaN));
        return median.isEmpty() || Double.isNaN(median.getAsDouble())
                ? ""
                : String.format(Locale.ROOT, "%.1f", median.getAsDouble());
    }

    List<String> ratios() {
        var lines = new ArrayList<String>();
        lines.add("| ratio of medians | is | wanted | |");
        lines.add("|---|--:|--:|---|");
        for (var target : Target.ALL) {
            target.of(results)
                    .ifPresent(ratio -> lines.add(String.format(
                            Locale.ROOT,
                            "| %s | %.2f | %s | %s |",
                            target.name(),
                            ratio,
                            target.wanted(),
                            target.isReached(ratio) ? "reached" : "**not reached**")));
        }
        var noOp = results.median("no-op at 70 %", shot -> shot.millis().get(Shot.SLOWEST_PERCENT));
        var purchase = results.median("purchase at 70 %", shot -> shot.millis().get(Shot.SLOWEST_PERCENT));
        if (noOp.isPresent() && purchase.isPresent()) {
            var more = purchase.getAsDouble() - noOp.getAsDouble();
            lines.add(String.format(
                    Locale.ROOT,
                    "| p99 of purchase − p99 of no-op, same constant rate | %.1f ms | ≤ %d ms | %s |",
                    more,
                    MORE_MILLIS,
                    more <= MORE_MILLIS ? "reached" : "**not reached**"));
        }
        return lines;
    }

    /** Microseconds of processor time per order or refusal, by process. */
    List<String> processorTimes() {
        var processes = results.names().stream()
                .flatMap(name -> results.of(name).stream())
                .flatMap(shot -> shot.micros().keySet().stream())
                .distinct()
                .toList();
        var lines = new ArrayList<String>();
        if (processes.isEmpty()) {
            return lines;
        }
        lines.add("| processor µs per piece | " + String.join(" | ", processes) + " |");
        lines.add("|---|" + "--:|".repeat(processes.size()));
        for (var name : results.names()) {
            if (!results.of(name).isEmpty() && !results.typical(name).micros().isEmpty()) {
                var micros = results.typical(name).micros();
                lines.add("| " + name + " | "
                        + processes.stream()
                                .map(process -> micros.containsKey(process) ? String.valueOf(micros.get(process)) : "")
                                .collect(Collectors.joining(" | "))
                        + " |");
            }
        }
        return lines;
    }
}
