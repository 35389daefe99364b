package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.launcher.demo.Answer;
import com.timedeal.launcher.demo.InParallel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Openings and closings under a crowd that never stops asking: how exactly the sale keeps its times, and how soon the shop shows
 * it. {@code -Dtimedeal.openings=50} makes a measurement of it.
 */
@ExtendWith(RunningPlatform.class)
@Order(3)
class OpeningsIT {

    private static final int OPENINGS = Integer.getInteger("timedeal.openings", 3);
    private static final int CROWD = 48;
    private static final int LIMIT = 1_000;
    private static final long PLENTY = 40_000;
    private static final Duration OPENS_IN = Duration.ofMillis(2_500);
    private static final Duration OPEN_FOR = Duration.ofMillis(1_500);
    private static final Duration AFTER_CLOSING = Duration.ofMillis(500);

    /** @param firstOrder after the time of the opening; likewise {@code shownOpen}; {@code shownClosed} after that of the closing */
    private record Opening(Duration firstOrder, Duration shownOpen, Duration shownClosed) {}

    @Test
    void nobodyBuysBeforeTheOpeningOrAfterTheClosing(Installation installation) throws InterruptedException {
        var seller = installation.seller();
        var openings = new ArrayList<Opening>();
        for (var number = 0; number < OPENINGS; number++) {
            openings.add(opening(installation, seller));
        }
        tell(
                "First order after the opening",
                openings.stream().map(Opening::firstOrder).toList());
        tell(
                "State OPEN after the opening",
                openings.stream().map(Opening::shownOpen).toList());
        tell(
                "State CLOSED after the closing",
                openings.stream().map(Opening::shownClosed).toList());
    }

    private static Opening opening(Installation installation, Seller seller) throws InterruptedException {
        var product = seller.list(PLENTY);
        var offer = seller.offer(product, PLENTY, LIMIT, OPENS_IN, OPEN_FOR);
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        InParallel.each(installation.buyers(CROWD), buyer -> {
            while (Instant.now().isBefore(offer.closesAt().plus(AFTER_CLOSING))) {
                answers.add(buyer.buy(offer.dealId(), Buyer.newKey()));
            }
        });
        var state = seller.awaitSettled(offer);

        assertThat(answers)
                .extracting(Answer::code)
                .containsOnly("", "NOT_OPEN", "CLOSED")
                .contains("NOT_OPEN", "CLOSED");
        var placed = answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(answer -> Instant.parse(answer.body().path("createdAt").asText()))
                .sorted()
                .toList();
        assertThat(placed)
                .isNotEmpty()
                .allSatisfy(time ->
                        assertThat(time).isAfterOrEqualTo(offer.opensAt()).isBefore(offer.closesAt()));
        return new Opening(
                Duration.between(offer.opensAt(), placed.getFirst()),
                Duration.between(offer.opensAt(), state.openedAt()),
                Duration.between(offer.closesAt(), state.closedAt()));
    }

    private static void tell(String what, List<Duration> lags) {
        var sorted = lags.stream().map(lag -> lag.toNanos() / 1e6).sorted().toList();
        Installation.tell(
                "%s: median %.1f ms, most %.1f ms (%d times)",
                what, sorted.get(sorted.size() / 2), sorted.getLast(), sorted.size());
    }
}
