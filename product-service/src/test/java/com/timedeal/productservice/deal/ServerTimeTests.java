package com.timedeal.productservice.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServerTimeTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger readings = new AtomicInteger();
    private Instant database = NOON;

    private final ServerTime time = new ServerTime(
            () -> {
                readings.incrementAndGet();
                nanos.addAndGet(Duration.ofMillis(10).toNanos());
                return database;
            },
            nanos::get);

    @Test
    void goesOnBetweenReadings() {
        // The reading took 10 ms, and what it says is from the middle of them.
        assertThat(time.now()).isEqualTo(NOON.plusMillis(5));

        nanos.addAndGet(Duration.ofMillis(700).toNanos());

        assertThat(time.now()).isEqualTo(NOON.plusMillis(705));
        assertThat(readings).hasValue(1);
    }

    @Test
    void asksTheDatabaseAgainAfterASecond() {
        time.now();
        nanos.addAndGet(Duration.ofMillis(1_100).toNanos());
        database = NOON.plusMillis(1_300);

        assertThat(time.now()).isEqualTo(NOON.plusMillis(1_305));
        assertThat(readings).hasValue(2);
    }
}
