package com.timedeal.launcher.bench;

import com.timedeal.launcher.control.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tries out pool sizes and numbers of retries for each strategy of the lab, and keeps the best: no straw men. */
final class LabTuning {

    private static final Duration TRY = Duration.ofMillis(1_500);

    /** @param retries only the optimistic way knows any */
    private record Setting(int poolSize, int retries) {

        @Override
        public String toString() {
            return poolSize + " connections" + (retries > 0 ? ", " + retries + " retries" : "");
        }
    }

    private static final Map<BenchCase, List<Setting>> CANDIDATES = Map.of(
            BenchCase.ROW_LOCK, List.of(new Setting(2, 0), new Setting(4, 0), new Setting(8, 0), new Setting(16, 0)),
            BenchCase.OPTIMISTIC,
                    List.of(
                            new Setting(1, 20),
                            new Setting(2, 50),
                            new Setting(4, 100),
                            new Setting(8, 100),
                            new Setting(8, 400)),
            BenchCase.REDISSON_LOCK, List.of(new Setting(2, 0), new Setting(8, 0), new Setting(16, 0)),
            BenchCase.REDIS_COUNTER, List.of(new Setting(4, 0)));

    private final Sales sales;
    private final MeasureWay measure;
    private final Ways ways;
    private final Terminal terminal;
    private final Map<BenchCase, Setting> best = new EnumMap<>(BenchCase.class);
    private final List<String> told = new ArrayList<>();

    LabTuning(Sales sales, MeasureWay measure, Ways ways, Terminal terminal) {
        this.sales = sales;
        this.measure = measure;
        this.ways = ways;
        this.terminal = terminal;
    }

    /** Sets what was found best for that case. */
    void apply(BenchCase each) throws InterruptedException {
        var setting = best.getOrDefault(each, CANDIDATES.get(each).getFirst());
        sales.tuneLab(setting.poolSize(), setting.retries());
    }

    /** Tries all candidates, if that is the name of a strategy; once warm, since the first ones would lose otherwise. */
    void prepare(String name, int connections) throws IOException, InterruptedException {
        for (var candidates : CANDIDATES.entrySet()) {
            if (candidates.getKey().title().equals(name)) {
                best.put(candidates.getKey(), bestOf(candidates.getKey(), candidates.getValue(), connections));
            }
        }
    }

    private Setting bestOf(BenchCase each, List<Setting> candidates, int connections)
            throws IOException, InterruptedException {
        var way = ways.lab(each.title());
        Setting winner = candidates.getFirst();
        var most = 0.0;
        var tried = new StringBuilder();
        for (var candidate : candidates) {
            sales.tuneLab(candidate.poolSize(), candidate.retries());
            var rate = rate(way, connections);
            tried.append(String.format(Locale.ROOT, "; %s: %,.0f/s", candidate, rate));
            if (rate > most) {
                most = rate;
                winner = candidate;
            }
        }
        told.add(each.title() + tried);
        terminal.println("  tried     " + each.title() + tried);
        return winner;
    }

    private double rate(Way way, int connections) throws IOException, InterruptedException {
        try {
            return measure.closed(way, TRY, connections).perSecond();
        } catch (Violation brokenUnderThatSetting) {
            return 0;
        }
    }

    /** What was tried, a line for each strategy. */
    List<String> told() {
        return told;
    }
}
