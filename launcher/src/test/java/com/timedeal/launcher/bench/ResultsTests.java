package com.timedeal.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTests {

    private final Results results = new Results();

    @Test
    void theFigureIsTheMedianOfTheRounds() {
        add("purchase direct", 900, 100, 1_000);

        assertThat(results.perSecond("purchase direct")).hasValue(900);
    }

    @Test
    void aRatioNeedsBothFigures() {
        add("purchase direct", 900);

        assertThat(new Target("purchase direct", "row-lock", 5).of(results)).isEmpty();
        add("row-lock", 100);
        assertThat(new Target("purchase direct", "row-lock", 5).of(results)).hasValue(9);
    }

    @Test
    void whatBrokeAPromiseOnceHasNoFigure() {
        add("row-lock", 100, 200);

        results.violated("row-lock", "2 orders were acknowledged and 1 are there");

        assertThat(results.perSecond("row-lock")).isEmpty();
        assertThat(new BenchTable(results).lines())
                .noneMatch(line -> line.startsWith("| row-lock"))
                .anyMatch(line -> line.contains("BROKEN row-lock"));
    }

    @Test
    void theTableSaysWhatIsReachedAndWhatNot() {
        add("purchase direct", 500);
        add("row-lock", 100);
        add("optimistic", 100);

        assertThat(new BenchTable(results).ratios())
                .contains(
                        "| purchase direct ÷ row-lock | 5.00 | ≥ 5 | reached |",
                        "| purchase direct ÷ optimistic | 5.00 | ≥ 8 | **not reached** |");
    }

    private void add(String name, double... rates) {
        for (var rate : rates) {
            results.add(new Shot(
                    name,
                    rate,
                    rate,
                    Map.of(Shot.MEDIAN, 1.0, Shot.SLOWEST_PERCENT, 2.0, Shot.LONGEST, 3.0),
                    Map.of("client", 10L),
                    ""));
        }
    }
}
