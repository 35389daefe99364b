package com.timedeal.gatewayservice.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

class UnreachableInstancesTests {

    private static final ServiceInstance FIRST = instance(8083);
    private static final ServiceInstance SECOND = instance(8093);

    private final MovingClock clock = new MovingClock();
    private final UnreachableInstances unreachable =
            new UnreachableInstances(new FailoverSettings(Duration.ofSeconds(5)), clock);

    @Test
    void leavesOutWhatWasNoted() {
        unreachable.note(FIRST);

        assertThat(unreachable.leaveOut(List.of(FIRST, SECOND))).containsExactly(SECOND);
    }

    @Test
    void usesAllWhenAllWereNoted() {
        unreachable.note(FIRST);
        unreachable.note(SECOND);

        assertThat(unreachable.leaveOut(List.of(FIRST, SECOND))).containsExactly(FIRST, SECOND);
    }

    @Test
    void triesAgainAfterAWhile() {
        unreachable.note(FIRST);

        clock.advance(Duration.ofMillis(4_999));
        assertThat(unreachable.leaveOut(List.of(FIRST, SECOND))).containsExactly(SECOND);

        clock.advance(Duration.ofMillis(1));
        assertThat(unreachable.leaveOut(List.of(FIRST, SECOND))).containsExactly(FIRST, SECOND);
    }

    @Test
    void countsFromTheLastFailure() {
        unreachable.note(FIRST);
        clock.advance(Duration.ofSeconds(4));
        unreachable.note(FIRST);
        clock.advance(Duration.ofSeconds(4));

        assertThat(unreachable.leaveOut(List.of(FIRST, SECOND))).containsExactly(SECOND);
    }

    private static ServiceInstance instance(int port) {
        return new DefaultServiceInstance("order-service:" + port, "order-service", "127.0.0.1", port, false);
    }

    private static final class MovingClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
