package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.acceptance.Seller.Offer;
import com.timedeal.acceptance.injection.FalseClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two instances of schedule-service, one of which believes that it is five minutes later. */
@ExtendWith(RunningPlatform.class)
@Order(7)
class FastClockIT {

    private static final String RIGHT = "schedule-service";
    private static final String FAST = "schedule-service-2";
    private static final int DEALS = 8;

    /** A message may be late on a busy machine; what is looked for is five minutes. */
    private static final Duration LATEST = Duration.ofSeconds(5);

    @Test
    void twoScheduleInstancesOneWithAFastClockFireEverythingOnceAndOnTime(Installation installation)
            throws IOException, InterruptedException {
        assumeThat(FalseClock.library())
                .as("libfaketime is not installed (Debian: apt-get install faketime)")
                .isPresent();
        var platform = installation.platform();
        var withFastClock =
                installation.with(FAST, FalseClock.shifted(FalseClock.library().orElseThrow(), "+5m"));

        withFastClock.start(FAST);
        try {
            assertThat(ahead(installation, FAST)).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
            assertThat(ahead(installation, RIGHT)).isBetween(Duration.ofMinutes(-1), Duration.ofMinutes(1));
            check("both instances", installation);
            platform.kill(RIGHT);
            check("the fast one alone", installation);
        } finally {
            if (!platform.isRunning(RIGHT)) {
                platform.start(RIGHT);
            }
            platform.stop(FAST);
        }
    }

    private static void check(String who, Installation installation) throws InterruptedException {
        var seller = installation.seller();
        var product = seller.list(DEALS);
        var offers = new ArrayList<Offer>();
        for (var number = 0; number < DEALS; number++) {
            offers.add(seller.offer(product, 1, 1, Duration.ofSeconds(3), Duration.ofSeconds(1)));
        }
        var lags = new ArrayList<Duration>();
        for (var offer : offers) {
            var state = seller.awaitSettled(offer);
            assertThat(state.openedAt())
                    .isBetween(offer.opensAt(), offer.opensAt().plus(LATEST));
            assertThat(state.closedAt())
                    .isBetween(offer.closesAt(), offer.closesAt().plus(LATEST));
            assertThat(state.unsold()).isEqualTo(1);
            var events = await().until(
                            () -> installation.timedEvents(offer.dealId()),
                            list -> list.stream().allMatch(TimedEvent::isPublished));
            assertThat(events).extracting(TimedEvent::name).containsExactly("deal.opening-due", "deal.closing-due");
            assertThat(events).extracting(TimedEvent::dueAt).containsExactly(offer.opensAt(), offer.closesAt());
            events.stream().map(TimedEvent::lag).forEach(lags::add);
        }
        assertThat(seller.stock(product)).as("each unit came back once").isEqualTo(DEALS);
        lags.sort(null);
        Installation.tell(
                "%d events with %s: fired %.1f ms (median) and %.1f ms (at most) after they were due.",
                lags.size(), who, millis(lags.get(lags.size() / 2)), millis(lags.getLast()));
        assertThat(lags.getFirst()).as("never early").isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(lags.getLast()).isLessThan(LATEST);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** How far the time of day of that process is ahead of ours, by what it writes into its answers. */
    private static Duration ahead(Installation installation, String process) throws IOException {
        var health = installation.platform().address(process).resolve("/actuator/health/readiness");
        var date = health.toURL().openConnection().getDate();
        return Duration.between(Instant.now(), Instant.ofEpochMilli(date));
    }
}
