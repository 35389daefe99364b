package com.timedeal.orderservice.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.timedeal.orderservice.OrderServiceFixture;
import com.timedeal.orderservice.allotment.AllotmentTerms;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** After each test the invariants are evaluated, among them that no change was made after an opening. */
class ChangeUnitsIT extends OrderServiceFixture {

    @Autowired
    InternalAllotmentController allotmentController;

    @Autowired
    ChangeUnits changeUnits;

    @Autowired
    Allotments allotments;

    @Autowired
    Transactions transactions;

    @Autowired
    DatabaseClock clock;

    @Test
    void aChangeIsCarriedOutOnceHoweverOftenItIsAskedFor() {
        var deal = aDeal(30, Duration.ofMinutes(1));
        var first = UUID.randomUUID();

        allotmentController.changeUnits(deal, first, 50);
        allotmentController.changeUnits(deal, UUID.randomUUID(), 20);
        allotmentController.changeUnits(deal, first, 50);

        assertThat(remaining(deal)).isEqualTo(20);
    }

    @Test
    void nothingChangesOnceItIsOpenOrCalledOff() {
        var open = aDeal(30, Duration.ofSeconds(-1));
        var cancelled = aDeal(30, Duration.ofMinutes(1));
        allotmentController.cancel(cancelled);

        for (var deal : new UUID[] {open, cancelled}) {
            assertThat(changeUnits.change(deal, UUID.randomUUID(), 50)).isEqualTo(ChangeUnits.Outcome.REFUSED);
        }
        assertThat(remaining(open)).isEqualTo(30);
    }

    @Test
    void aChangeThatWasMadeIsConfirmedThoughTheDealIsOpenByNow() {
        var deal = aDeal(30, Duration.ofMillis(300));
        var change = UUID.randomUUID();
        allotmentController.changeUnits(deal, change, 50);
        awaitOpen(deal);

        assertThat(changeUnits.change(deal, change, 50)).isEqualTo(ChangeUnits.Outcome.DONE);
        assertThat(remaining(deal)).isEqualTo(50);
    }

    @Test
    void learnsOfADealFirst() {
        var now = clock.now();
        var deal = PRODUCT_SERVICE.aDeal(20, 1, now.plusSeconds(60), now.plusSeconds(600));

        allotmentController.changeUnits(deal, UUID.randomUUID(), 7);

        assertThat(remaining(deal)).isEqualTo(7);
    }

    @Test
    void doesNotRefuseForGoodWhatItMayHearOfLater() {
        assertThatThrownBy(() -> allotmentController.changeUnits(UUID.randomUUID(), UUID.randomUUID(), 7))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refusal -> assertThat(refusal.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
    }

    @Test
    void changesAndPurchasesAroundTheOpeningLoseNoUnit() throws Exception {
        var changed = new AtomicInteger();
        for (var round = 0; round < 8; round++) {
            var deal = aDeal(40, Duration.ofMillis(700));
            var seed = round;

            atOnce(
                    36,
                    i -> i < 6
                            ? changeUntilRefused(deal, new Random(seed * 100L + i), changed)
                            : buyUntilDecided(deal));

            var taken = jdbc.sql("select initial_units - remaining from allotment where allotment_id = ?")
                    .param(deal)
                    .query(Long.class)
                    .single();
            assertThat(taken).isEqualTo(ordersOf(deal)).isPositive();
        }
        assertThat(changed).hasPositiveValue();
    }

    private Object changeUntilRefused(UUID deal, Random random, AtomicInteger changed) {
        while (changeUnits.change(deal, UUID.randomUUID(), random.nextInt(10, 60)) == ChangeUnits.Outcome.DONE) {
            changed.incrementAndGet();
        }
        return null;
    }

    private Object buyUntilDecided(UUID deal) {
        var buyer = UUID.randomUUID();
        while (true) {
            var answer = call(HttpMethod.POST, "/api/v1/deals/" + deal + "/orders", buyer, "k", Map.of("quantity", 1));
            if (answer.getStatusCode() == HttpStatus.CREATED || "SOLD_OUT".equals(code(answer))) {
                return null;
            }
        }
    }

    private UUID aDeal(long units, Duration untilOpening) {
        var deal = UUID.randomUUID();
        var now = clock.now();
        transactions.run(() -> allotments.create(AllotmentTerms.ofDeal(
                deal,
                UUID.randomUUID(),
                UUID.randomUUID(),
                "Lamp",
                5_000,
                units,
                1,
                now.plus(untilOpening),
                now.plus(Duration.ofMinutes(10)))));
        return deal;
    }

    private void awaitOpen(UUID deal) {
        await().until(() -> jdbc.sql("select opens_at <= sysdate(6) from allotment where allotment_id = ?")
                .param(deal)
                .query(Boolean.class)
                .single());
    }

    private long remaining(UUID deal) {
        return jdbc.sql("select remaining from allotment where allotment_id = ?")
                .param(deal)
                .query(Long.class)
                .single();
    }

    private long ordersOf(UUID deal) {
        return jdbc.sql("select count(*) from orders where deal_id = ?")
                .param(deal)
                .query(Long.class)
                .single();
    }
}
