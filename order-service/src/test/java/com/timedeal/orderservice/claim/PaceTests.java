package com.timedeal.orderservice.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTests {

    private static final long BEGIN = System.nanoTime();
    private final Pace pace = new Pace(Duration.ofNanos(1_000), 8);

    @Test
    void nobodyWaitsAtFirst() {
        assertThat(pace.restAt(BEGIN, false)).isZero();
    }

    @Test
    void aBatchOfFewIsFollowedAtOnce() {
        pace.begunAt(BEGIN, 7);
        assertThat(pace.restAt(BEGIN + 1, false)).isZero();
    }

    @Test
    void aBatchOfManyIsFollowedAfterTheInterval() {
        pace.begunAt(BEGIN, 8);
        assertThat(pace.restAt(BEGIN + 400, false)).isEqualTo(600);
    }

    @Test
    void whenTheCommitTookLongerNothingIsLeftToWaitFor() {
        pace.begunAt(BEGIN, 8);
        assertThat(pace.restAt(BEGIN + 1_700, false)).isNotPositive();
    }

    @Test
    void aFullBatchHasNothingToWaitFor() {
        pace.begunAt(BEGIN, 300);
        assertThat(pace.restAt(BEGIN + 1, true)).isZero();
    }
}
