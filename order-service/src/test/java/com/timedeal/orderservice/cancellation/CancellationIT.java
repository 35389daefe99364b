package com.timedeal.orderservice.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.orderservice.LifeCycleFixture;
import com.timedeal.orderservice.OrderServiceFixture;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class CancellationIT extends LifeCycleFixture {

    private final UUID buyer = UUID.randomUUID();

    @Test
    void anUnpaidOrderGivesItsUnitBackAndItsBuyerMayBuyAgain() {
        var deal = aRunningDeal(1, 1);
        var order = anOrder(deal, buyer);
        assertThat(purchase(deal, UUID.randomUUID(), "k", 1).getBody()).containsEntry("mayComeBack", true);

        var answer = cancel(order, buyer, "c");

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(answer.getBody()).containsEntry("status", "CANCELLED").containsEntry("orderId", order.toString());
        assertThat(remaining(deal)).isEqualTo(1);
        assertThat(bought(deal, buyer)).isZero();
        anOrder(deal, buyer, "again");
        assertThat(releasesOf(order)).isEmpty();
    }

    @Test
    void aWinnerWhoAsksAgainIsToldOfTheirOrderThoughItIsSoldOutOrCancelled() {
        var deal = aRunningDeal(1, 1);
        var order = UUID.fromString((String) orderId(purchase(deal, buyer, "k", 1)));
        assertThat(code(purchase(deal, UUID.randomUUID(), "k", 1))).isEqualTo("SOLD_OUT");
        assertThat(orderId(purchase(deal, buyer, "k", 1))).isEqualTo(order.toString());

        cancel(order, buyer, "c");
        anOrder(deal, UUID.randomUUID());

        assertThat(purchase(deal, buyer, "k", 1).getBody())
                .containsEntry("orderId", order.toString())
                .containsEntry("status", "CANCELLED");
    }

    @Test
    void aPaidOrderIsCancelledAtOnceAndRefundedLater() {
        var deal = aRunningDeal(5, 1);
        var order = aPaidOrder(deal, buyer);

        assertThat(cancel(order, buyer, "c").getStatusCode()).isEqualTo(HttpStatus.CREATED);

        assertThat(statusOf(order)).isEqualTo("CANCELLED");
        assertThat(paymentsOf(order)).containsExactly("REFUND_DUE");
        assertThat(remaining(deal)).isEqualTo(5);
        assertThat(code(pay(order, buyer, "p2", null))).isEqualTo("NOT_PAYABLE");
        // The payment's own key still tells of the payment.
        assertThat(pay(order, buyer, "pay", null).getBody()).containsEntry("status", "REFUND_DUE");
    }

    @Test
    void unitsComeBackOnceHoweverOftenItIsCancelled() throws Exception {
        var deal = aRunningDeal(5, 1);
        var order = anOrder(deal, buyer);

        var answers = atOnce(12, i -> insist(() -> cancel(order, buyer, i < 6 ? "same" : "k" + i)));

        var done = answers.stream()
                .filter(a -> a.getStatusCode() == HttpStatus.CREATED)
                .count();
        assertThat(done).isIn(1L, 6L); // the same key gets the same answer, other keys come too late
        assertThat(answers.stream()
                        .filter(a -> a.getStatusCode() != HttpStatus.CREATED)
                        .map(OrderServiceFixture::code))
                .containsOnly("NOT_CANCELLABLE");
        assertThat(remaining(deal)).isEqualTo(5);
        assertThat(bought(deal, buyer)).isZero();
    }

    @Test
    void aKeyIsForOneRequest() {
        var order = anOrder(buyer);
        assertThat(cancel(order, buyer, null).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(cancel(order, UUID.randomUUID(), "c").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(withReason(order, "c", "x".repeat(201)).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);

        assertThat(withReason(order, "c", "too late").getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(withReason(order, "c", "too late").getBody()).containsEntry("status", "CANCELLED");
        assertThat(withReason(order, "c", "other").getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
        assertThat(withReason(order, "c2", "too late").getBody())
                .containsEntry("code", "NOT_CANCELLABLE")
                .containsEntry("orderStatus", "CANCELLED");
        assertThat(statusOf(order)).isEqualTo("CANCELLED");
    }

    @Test
    void afterTheDealTheUnitGoesToStockByOneMessage() throws Exception {
        var deal = aRunningDeal(5, 1);
        var order = aPaidOrder(deal, buyer);
        close(deal);

        atOnce(6, i -> insist(() -> cancel(order, buyer, "c" + i)));

        assertThat(releasesOf(order))
                .hasSize(1)
                .first()
                .asString()
                .contains("\"dealId\":\"" + deal + "\"", "\"units\":1", "\"cause\":\"CANCELLED\"");
        assertThat(remaining(deal)).isZero();
        assertThat(bought(deal, buyer)).isZero();
        assertThat(jdbc.sql("select given_back from allotment where allotment_id = ?")
                        .param(deal)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aWishlistOrderReleasesItsReservationOnce() {
        var product = PRODUCT_SERVICE.aProduct(5);
        var order = aWishlistOrder(buyer, product, 2);

        cancel(order, buyer, "c");
        cancel(order, buyer, "c");

        assertThat(statusOf(order)).isEqualTo("CANCELLED");
        assertThat(releasesOf(order)).hasSize(1).first().asString().doesNotContain("dealId");
    }

    @Test
    void cancellingNeverWaitsForAPaymentThatIsBeingMade() {
        var order = anOrder(buyer);
        assertThat(pay(order, buyer, "p", "lose-answer").getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);

        assertThat(cancel(order, buyer, "c").getStatusCode()).isEqualTo(HttpStatus.CREATED);

        assertThat(paymentsOf(order)).containsExactly("STARTED");
    }

    @Test
    void whatIsShippedIsReturnedInstead() {
        var order = aPaidOrder(aRunningDeal(5, 1), buyer);
        jdbc.sql("update orders set status = 'SHIPPED', entered_at = sysdate(6) where order_id = ?")
                .param(order)
                .update();
        jdbc.sql("insert into order_transition values (?, 'SHIPPED', sysdate(6))")
                .param(order)
                .update();

        var answer = cancel(order, buyer, "c");

        assertThat(answer.getBody()).containsEntry("code", "NOT_CANCELLABLE").containsEntry("orderStatus", "SHIPPED");
        assertThat(answer.getBody().get("detail").toString()).contains("return it instead");
    }

    /** Both take the allotment first. (The other order meets the expiry in a deadlock: ExpiryIT.) */
    @Test
    void buyingAndCancellingAtTheSameTimeNeitherLosesUnitsNorFails() throws Exception {
        var deadlocks = deadlocks();
        for (var round = 0; round < 5; round++) {
            var deal = aRunningDeal(20, 1);
            var buyers = IntStream.range(0, 15).mapToObj(i -> UUID.randomUUID()).toList();
            var orders = buyers.stream().map(b -> anOrder(deal, b)).toList();

            var strangers =
                    IntStream.range(0, 45).mapToObj(i -> UUID.randomUUID()).toList();

            var answers = atOnce(
                    45,
                    i -> i % 3 == 0
                            ? insist(() -> cancel(orders.get(i / 3), buyers.get(i / 3), "c"))
                            : insist(() -> purchase(deal, strangers.get(i), "k", 1)));

            assertThat(answers).noneMatch(a -> a.getStatusCode().is5xxServerError());
            var live = jdbc.sql("select count(*) from orders where deal_id = ? and status = 'PAYMENT_DUE'")
                    .param(deal)
                    .query(Long.class)
                    .single();
            assertThat(remaining(deal)).isEqualTo(20 - live);
        }
        assertThat(deadlocks()).isEqualTo(deadlocks);
    }

    @Test
    void cancellingAndPayingAtTheSameTimeKeepsNoMoneyForNothing() throws Exception {
        for (var round = 0; round < 10; round++) {
            var order = anOrder(buyer);

            atOnce(
                    4,
                    i -> i % 2 == 0
                            ? insist(() -> cancel(order, buyer, "c"))
                            : insist(() -> pay(order, buyer, "p", null)));

            assertThat(statusOf(order)).isEqualTo("CANCELLED");
            assertThat(paymentsOf(order)).isSubsetOf("REFUND_DUE");
        }
    }

    private ResponseEntity<Map<String, Object>> withReason(UUID order, String key, String reason) {
        return call(HttpMethod.POST, "/api/v1/orders/" + order + "/cancellation", buyer, key, Map.of("reason", reason));
    }
}
