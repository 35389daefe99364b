package com.timedeal.launcher.bench;

import com.timedeal.launcher.control.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is measured when: everything is warmed up and tuned first, then measured in rounds of changing direction. */
final class BenchProgram {

    private static final int WARM_UPS = 3;

    private final Stage stage;
    private final BenchArguments arguments;
    private final Terminal terminal;
    private final Ways ways;
    private final MeasureWay measure;
    private final LabTuning tuning;
    private final Results results = new Results();

    BenchProgram(Stage stage, BenchArguments arguments, Terminal terminal) {
        this.stage = stage;
        this.arguments = arguments;
        this.terminal = terminal;
        this.ways = new Ways(stage.sales());
        this.measure = new MeasureWay(stage);
        this.tuning = new LabTuning(stage.sales(), measure, ways, terminal);
    }

    Results run() throws IOException, InterruptedException {
        var steps = steps();
        warmUp(steps);
        rounds(steps);
        return results;
    }

    @FunctionalInterface
    private interface Step {
        Shot measure(Duration time) throws IOException, InterruptedException;
    }

    private Map<String, Step> steps() {
        var steps = new LinkedHashMap<String, Step>();
        for (var each : BenchCase.values()) {
            if (arguments.cases().contains(each)) {
                switch (each) {
                    case NO_OP -> add(steps, ways.noOp());
                    case NO_OP_GATEWAY -> add(steps, ways.noOpThroughGateway());
                    case PURCHASE -> add(steps, ways.purchase("purchase direct", Stage.ORDERS));
                    case PURCHASE_GATEWAY -> add(steps, ways.purchase("purchase gateway", Stage.GATEWAY));
                    case SOLD_OUT -> add(steps, ways.soldOut());
                    case NOT_OPEN -> add(steps, ways.notOpen());
                    case ROW_LOCK, OPTIMISTIC, REDISSON_LOCK, REDIS_COUNTER -> addTuned(steps, each);
                    case FLOOR_WRITER, FLOOR_ROW_LOCK, FLOOR_COMMITS -> {}
                    case PURCHASE_TWO, PURCHASE_TWO_GATEWAY, LATENCY, MANY_ORDERS, MANY_DEALS, MANY_CLIENTS -> {}
                }
            }
        }
        return steps;
    }

    private void add(Map<String, Step> steps, Way way) {
        steps.put(way.name(), time -> measure.closed(way, time, arguments.connections()));
    }

    private void addTuned(Map<String, Step> steps, BenchCase each) {
        var way = ways.lab(each.title());
        steps.put(way.name(), time -> {
            tuning.apply(each);
            return measure.closed(way, time, arguments.connections());
        });
    }

    private void warmUp(Map<String, Step> steps) throws IOException, InterruptedException {
        terminal.println("Warming up …");
        for (var time = 1; time <= (arguments.quick() ? 2 : WARM_UPS); time++) {
            for (var step : steps.entrySet()) {
                shoot(step.getKey(), step.getValue(), "warm-up", false);
            }
        }
        for (var name : steps.keySet()) {
            tuning.prepare(name, arguments.connections());
        }
    }

    private void rounds(Map<String, Step> steps) throws IOException, InterruptedException {
        for (var round = 1; round <= arguments.rounds(); round++) {
            var order = new ArrayList<>(steps.keySet());
            // Whatever drifts, drifts for and against everybody.
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (var name : order) {
                shoot(name, steps.get(name), "round " + round, true);
            }
        }
    }

    private void shoot(String name, Step step, String when, boolean counts) throws IOException, InterruptedException {
        try {
            var shot = step.measure(arguments.time());
            if (counts) {
                results.add(shot);
            }
            terminal.println(String.format(
                    Locale.ROOT,
                    "  %-9s %-22s %,9.0f/s   p50 %.1f  p99 %.1f ms   %s",
                    when,
                    name,
                    shot.perSecond(),
                    shot.millis().get(Shot.MEDIAN),
                    shot.millis().get(Shot.SLOWEST_PERCENT),
                    shot.note()));
            terminal.out().flush();
        } catch (Violation e) {
            results.violated(name, e.getMessage());
            terminal.println("  " + when + " " + name + ": BROKEN, no figure: " + e.getMessage());
        }
    }

    /** For the report. */
    List<String> tunings() {
        return tuning.told();
    }
}
