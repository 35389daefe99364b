package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.acceptance.Seller.Offer;
import com.timedeal.launcher.demo.Answer;
import com.timedeal.launcher.demo.InParallel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No message opens or closes a sale: order-service looks at the clock of its database. */
@ExtendWith(RunningPlatform.class)
@Order(6)
class ScheduleDownIT {

    private static final int CROWD = 16;
    private static final Duration AFTER_CLOSING = Duration.ofSeconds(20);
    private static final Duration CATCH_UP = Duration.ofSeconds(2);

    @Test
    void aSaleOpensAndClosesOnTimeThoughScheduleServiceIsDown(Installation installation)
            throws IOException, InterruptedException {
        var seller = installation.seller();
        var product = seller.list(100);
        var known = seller.offer(product, 50, 1, Duration.ofSeconds(7), Duration.ofSeconds(4));
        await().until(() -> installation.timedEvents(known.dealId()).size() == 2);
        installation.platform().kill("schedule-service");
        var unheardOf = seller.offer(product, 50, 1, known.opensAt(), known.closesAt());
        assertThat(Instant.now())
                .as("schedule-service is down well before the opening")
                .isBefore(known.opensAt().minusSeconds(1));

        var crowd = new ArrayList<Visitor>();
        installation.buyers(CROWD).forEach(buyer -> crowd.add(new Visitor(buyer, known)));
        installation.buyers(CROWD / 4).forEach(buyer -> crowd.add(new Visitor(buyer, unheardOf)));
        InParallel.each(crowd, Visitor::askUntilClosed);

        crowd.forEach(Visitor::checkTimes);
        for (var visitor : crowd) {
            assertThat(visitor.buyer.orders()).hasSize(1);
        }
        var firstOrder = crowd.stream().map(Visitor::orderedAt).sorted().findFirst();
        var lag = Duration.between(known.opensAt(), firstOrder.orElseThrow());
        assertThat(lag).isBetween(Duration.ZERO, Duration.ofSeconds(1));
        var before = seller.look(known).status();
        assertThat(installation.platform().isRunning("schedule-service")).isFalse();

        installation.platform().start("schedule-service");
        var ready = Instant.now();
        await().atMost(CATCH_UP).until(() -> hasCaughtUp(installation, seller, List.of(known, unheardOf)));
        var took = Duration.between(ready, Instant.now());

        for (var offer : List.of(known, unheardOf)) {
            var events = installation.timedEvents(offer.dealId());
            assertThat(events).extracting(TimedEvent::name).containsExactly("deal.opening-due", "deal.closing-due");
            assertThat(events).extracting(TimedEvent::dueAt).containsExactly(offer.opensAt(), offer.closesAt());
            assertThat(events)
                    .allSatisfy(event -> assertThat(event.firedAt())
                            .isAfterOrEqualTo(event.dueAt())
                            .isBefore(ready.plus(CATCH_UP)));
            var state = seller.look(offer);
            assertThat(state.openedAt()).isAfterOrEqualTo(offer.opensAt());
            assertThat(state.closedAt()).isAfterOrEqualTo(offer.closesAt());
        }
        assertThat(seller.look(known).sold() + seller.look(known).held()).isEqualTo(CROWD);
        assertThat(seller.look(unheardOf).sold() + seller.look(unheardOf).held())
                .isEqualTo(CROWD / 4);
        Installation.tell(
                "First order %.1f ms after the opening. The state shown was %s when schedule-service came back,"
                        + " which had fired all it owed %.3f s after it was ready.",
                lag.toNanos() / 1e6, before, Installation.seconds(took));
    }

    private static boolean hasCaughtUp(Installation installation, Seller seller, List<Offer> offers)
            throws InterruptedException {
        for (var offer : offers) {
            var events = installation.timedEvents(offer.dealId());
            if (events.size() < 2 || !events.stream().allMatch(TimedEvent::isPublished)) {
                return false;
            }
            if (!seller.look(offer).isSettled()) {
                return false;
            }
        }
        return true;
    }

    /** Asks without a pause from before the opening until after the closing, and notes what the server says. */
    private static final class Visitor {

        private final Buyer buyer;
        private final Offer offer;
        private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        private Answer won;

        Visitor(Buyer buyer, Offer offer) {
            this.buyer = buyer;
            this.offer = offer;
        }

        void askUntilClosed() throws InterruptedException {
            var key = Buyer.newKey();
            while (true) {
                var answer = buyer.buy(offer.dealId(), won == null ? key : Buyer.newKey());
                answers.add(answer);
                if (answer.status() == 201) {
                    won = answer;
                }
                if (answer.code().equals("CLOSED")) {
                    var again = buyer.buy(offer.dealId(), key);
                    assertThat(again.body()).as("who won still has the order").isEqualTo(won.body());
                    return;
                }
                assertThat(Instant.now())
                        .as("%s was last answered %s", buyer, answer.inWords())
                        .isBefore(offer.closesAt().plus(AFTER_CLOSING));
            }
        }

        Instant orderedAt() {
            return time(won, "createdAt");
        }

        void checkTimes() {
            assertThat(orderedAt()).isAfterOrEqualTo(offer.opensAt()).isBefore(offer.closesAt());
            for (var answer : answers) {
                switch (answer.code()) {
                    case "" -> assertThat(answer).isEqualTo(won);
                    case "NOT_OPEN" -> assertThat(time(answer, "serverTime")).isBefore(offer.opensAt());
                    case "LIMIT_REACHED" -> assertThat(answer.sentNanos()).isGreaterThan(won.receivedNanos());
                    case "CLOSED" -> assertThat(time(answer, "serverTime")).isAfterOrEqualTo(offer.closesAt());
                    default -> throw new AssertionError(buyer + " was answered " + answer.inWords());
                }
            }
            assertThat(answers.peek().code()).as("the first answer").isEqualTo("NOT_OPEN");
        }

        private static Instant time(Answer answer, String field) {
            return Instant.parse(answer.body().path(field).asText());
        }
    }
}
