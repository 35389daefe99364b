package com.timedeal.orderservice.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.orderservice.LifeCycleFixture;
import com.timedeal.orderservice.payment.PaymentsOf;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

class ExpiryIT extends LifeCycleFixture {

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    ExpireOrders expireOrders;

    @Test
    void anUnpaidOrderExpiresOnceHoweverManySweep() throws Exception {
        var deal = aRunningDeal(60, 1);
        var orders = IntStream.range(0, 60)
                .mapToObj(i -> anOrder(deal, UUID.randomUUID()))
                .toList();
        orders.subList(0, 55).forEach(this::timeIsOverFor);

        sweepAtOnce(4);

        assertThat(remaining(deal)).isEqualTo(55);
        assertThat(orders.subList(0, 55)).allMatch(order -> statusOf(order).equals("EXPIRED"));
        assertThat(orders.subList(55, 60)).allMatch(order -> statusOf(order).equals("PAYMENT_DUE"));
    }

    @Test
    void whoeverLetAnOrderExpireCoolsDownAndMayThenBuyAgain() {
        var deal = aRunningDeal(1, 1);
        var order = anOrder(deal, buyer);
        timeIsOverFor(order);
        expireOrders.sweep();

        var refused = purchase(deal, buyer, "again", 1);
        assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(refused.getBody()).containsEntry("code", "COOLING_DOWN").containsKeys("retryAt", "serverTime");
        assertThat(bought(deal, buyer)).isZero();

        jdbc.sql("update allotment_buyer set cool_down_until = sysdate(6) where allotment_id = ?")
                .param(deal)
                .update();
        anOrder(deal, buyer, "again");
    }

    @Test
    void othersMayTakeTheUnit() {
        var deal = aRunningDeal(1, 1);
        timeIsOverFor(anOrder(deal, buyer));
        assertThat(code(purchase(deal, UUID.randomUUID(), "k", 1))).isEqualTo("SOLD_OUT");

        expireOrders.sweep();

        anOrder(deal, UUID.randomUUID());
    }

    @Test
    void whoeverTakesEverythingAndNeverPaysKeepsItFromOthersUntilThenAndNoLonger() {
        var deal = aRunningDeal(20, 1);
        var hoarders = Stream.generate(UUID::randomUUID).limit(20).toList();
        hoarders.forEach(hoarder -> timeIsOverFor(anOrder(deal, hoarder)));
        assertThat(code(purchase(deal, UUID.randomUUID(), "k", 1))).isEqualTo("SOLD_OUT");

        expireOrders.sweep();

        assertThat(hoarders)
                .allSatisfy(hoarder ->
                        assertThat(code(purchase(deal, hoarder, "again", 1))).isEqualTo("COOLING_DOWN"));
        for (var unit = 0; unit < 20; unit++) {
            anOrder(deal, UUID.randomUUID());
        }
        assertThat(remaining(deal)).isZero();
    }

    @Test
    void aPaymentThatIsBeingMadeKeepsItsOrderAlive() {
        var order = anOrder(buyer);
        pay(order, buyer, "p", "lose-answer");
        jdbc.sql("update orders set payment_due_at = sysdate(6) where order_id = ?")
                .param(order)
                .update();

        expireOrders.sweep();
        assertThat(statusOf(order)).isEqualTo("PAYMENT_DUE");

        timeIsOverFor(order);
        expireOrders.sweep();
        assertThat(statusOf(order)).isEqualTo("EXPIRED");
    }

    @Test
    void whatIsPaidBetweenALookAndItsLocksDoesNotExpireAndTheOthersDo() {
        var deal = aRunningDeal(3, 1);
        var other = UUID.randomUUID();
        var paid = anOrder(deal, buyer);
        var unpaid = anOrder(deal, other);
        pay(paid, buyer, "p", "lose-answer");
        timeIsOverFor(paid);
        timeIsOverFor(unpaid);

        var found = expireOrders.overdue();
        askNowAbout(paid);
        PaymentsOf.askTheProvider(context);
        assertThat(statusOf(paid)).isEqualTo("PAID");
        found.forEach(expireOrders::expire);

        assertThat(statusOf(paid)).isEqualTo("PAID");
        assertThat(paymentsOf(paid)).containsExactly("SUCCEEDED");
        assertThat(statusOf(unpaid)).isEqualTo("EXPIRED");
        assertThat(remaining(deal)).isEqualTo(2);
        assertThat(bought(deal, buyer)).isEqualTo(1);
        assertThat(bought(deal, other)).isZero();
    }

    @Test
    void expiryAndPaymentAtTheSameTimeNeitherLoseUnitsNorKeepMoneyForNothing() throws Exception {
        for (var round = 0; round < 15; round++) {
            var deal = aRunningDeal(3, 3);
            var order = anOrder(deal, buyer);
            jdbc.sql("update orders set payment_due_at = sysdate(6) + interval 30000 microsecond where order_id = ?")
                    .param(order)
                    .update();

            atOnce(4, i -> {
                if (i % 2 == 0) {
                    expireOrders.sweep();
                    expireOrders.sweep();
                } else {
                    insist(() -> pay(order, buyer, "p" + i, "slow:20"));
                }
                return null;
            });
            timeIsOverFor(order);
            expireOrders.sweep();

            var paid = statusOf(order).equals("PAID");
            assertThat(statusOf(order)).isIn("PAID", "EXPIRED");
            assertThat(remaining(deal)).isEqualTo(paid ? 2 : 3);
            assertThat(paymentsOf(order)).isSubsetOf("SUCCEEDED", "REFUND_DUE", "FAILED");
            assertThat(paymentsOf(order).contains("SUCCEEDED")).isEqualTo(paid);
        }
    }

    @Test
    void expiryAndSettlementAtTheSameTimeGiveEachUnitBackOnce() throws Exception {
        for (var round = 0; round < 10; round++) {
            var deal = aRunningDeal(20, 1);
            var orders = new ArrayList<UUID>();
            for (var i = 0; i < 12; i++) {
                var person = UUID.randomUUID();
                orders.add(i < 6 ? aPaidOrder(deal, person) : anOrder(deal, person));
            }
            orders.subList(6, 12).forEach(this::timeIsOverFor);

            atOnce(4, i -> {
                if (i == 0) {
                    close(deal);
                } else {
                    expireOrders.sweep();
                }
                return null;
            });
            expireOrders.sweep();

            var toStock =
                    orders.stream().mapToInt(order -> releasesOf(order).size()).sum();
            var unsold = jdbc.sql("select unsold from allotment where allotment_id = ?")
                    .param(deal)
                    .query(Integer.class)
                    .single();
            assertThat(unsold + toStock).isEqualTo(14);
            assertThat(remaining(deal)).isZero();
        }
    }

    /** Both take the allotment before the orders. The other way round they meet in deadlocks, which redoing only hides. */
    @Test
    void expiryAndCancellationAtTheSameTimeGiveBackOnceAndNeverMeetInADeadlock() throws Exception {
        var deadlocks = deadlocks();
        for (var round = 0; round < 5; round++) {
            var deal = aRunningDeal(20, 1);
            var people = IntStream.range(0, 20).mapToObj(i -> UUID.randomUUID()).toList();
            var orders = people.stream().map(person -> anOrder(deal, person)).toList();
            orders.forEach(this::timeIsOverFor);

            var answers = atOnce(24, i -> {
                if (i >= 20) {
                    expireOrders.sweep();
                    return null;
                }
                return insist(() -> cancel(orders.get(i), people.get(i), "c"));
            });
            expireOrders.sweep();

            assertThat(answers.subList(0, 20))
                    .noneMatch(answer -> answer.getStatusCode().is5xxServerError());
            assertThat(orders).allMatch(order -> Set.of("EXPIRED", "CANCELLED").contains(statusOf(order)));
            assertThat(remaining(deal)).isEqualTo(20);
        }
        assertThat(deadlocks()).isEqualTo(deadlocks);
    }

    @Test
    void aWishlistOrderExpiresToo() throws Exception {
        var order = aWishlistOrder(buyer, PRODUCT_SERVICE.aProduct(5), 2);
        timeIsOverFor(order);

        sweepAtOnce(4);

        assertThat(statusOf(order)).isEqualTo("EXPIRED");
        assertThat(releasesOf(order)).hasSize(1);
    }

    private void sweepAtOnce(int sweepers) throws Exception {
        atOnce(sweepers, i -> {
            expireOrders.sweep();
            return null;
        });
        expireOrders.sweep(); // what a lock wait left for the next one
    }
}
