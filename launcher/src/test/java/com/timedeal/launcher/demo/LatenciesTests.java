package com.timedeal.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTests {

    @Test
    void percentilesAreMeasuredValues() {
        var latencies = new Latencies();
        LongStream.rangeClosed(1, 1_000).map(n -> 1_001 - n).forEach(latencies::add);

        assertThat(latencies.percentile(50)).isEqualTo(500);
        assertThat(latencies.percentile(99)).isEqualTo(990);
        assertThat(latencies.percentile(99.95)).isEqualTo(1_000);
        assertThat(latencies.percentile(100)).isEqualTo(1_000);
        assertThat(latencies.percentile(0)).isEqualTo(1);
    }

    @Test
    void fewValuesHaveARankToo() {
        var latencies = new Latencies();
        assertThat(latencies.percentile(99)).isZero();

        latencies.add(7);
        latencies.add(9);

        assertThat(latencies.percentile(50)).isEqualTo(7);
        assertThat(latencies.percentile(51)).isEqualTo(9);
    }

    @Test
    void losesNothingThatSeveralThreadsAdd() throws Exception {
        var latencies = new Latencies();
        InParallel.each(LongStream.range(0, 5_000).boxed().toList(), latencies::add);

        assertThat(latencies.count()).isEqualTo(5_000);
    }
}
