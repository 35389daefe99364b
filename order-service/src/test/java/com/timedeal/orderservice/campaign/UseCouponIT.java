package com.timedeal.orderservice.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.timedeal.orderservice.CouponFixture;
import com.timedeal.orderservice.FakeProductService.Mood;
import com.timedeal.orderservice.OrderServiceFixture;
import com.timedeal.servicedefaults.database.DatabaseClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class UseCouponIT extends CouponFixture {

    private final UUID buyer = UUID.randomUUID();

    @Test
    void takesItsAmountOffTheOrder() {
        var coupon = aCouponOf(buyer, 3_000, UNIT_PRICE);

        var order = order(buyer, "k", PRODUCT_SERVICE.aProduct(5), 2, coupon);

        assertThat(order.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(order.getBody())
                .containsEntry("discount", 3_000)
                .containsEntry("total", 17_000)
                .containsEntry("couponId", coupon.toString());
        assertThat(mine(buyer, coupon))
                .containsEntry("status", "USED")
                .containsEntry("orderId", orderId(order))
                .containsKeys("usedAt", "validUntil", "issuedAt", "title");
        var id = UUID.fromString((String) orderId(order));
        assertThat(call(HttpMethod.GET, "/api/v1/orders/" + id, buyer, null, null)
                        .getBody())
                .containsEntry("couponId", coupon.toString());
        assertThat(code(pay(id, buyer, "p", null, "CARD", 20_000))).isEqualTo("AMOUNT_MISMATCH");
        assertThat(pay(id, buyer, "p", null, "CARD", 17_000).getStatusCode()).isEqualTo(HttpStatus.CREATED);
    }

    @Test
    void manyOrdersAtOnceUseItOnce() throws Exception {
        for (var round = 0; round < 5; round++) {
            var coupon = aCouponOf(buyer, 3_000, 0);
            var product = PRODUCT_SERVICE.aProduct(1_000);
            var prefix = "r" + round + "-";

            var answers = atOnce(12, i -> order(buyer, prefix + i, product, 1, coupon));

            assertThat(byOutcome(answers)).isEqualTo(Map.of("PLACED", 1L, "COUPON_USED", 11L));
            var rejected = jdbc.sql("select order_id from orders where coupon_id = ? and status = 'REJECTED'")
                    .param(coupon)
                    .query(UUID.class)
                    .list();
            assertThat(rejected)
                    .hasSize(11)
                    .allSatisfy(order -> assertThat(releasesOf(order)).hasSize(1));
        }
    }

    @Test
    void oneKeyUsesItOnce() throws Exception {
        var coupon = aCouponOf(buyer, 3_000, 0);
        var product = PRODUCT_SERVICE.aProduct(100);

        var answers = atOnce(10, i -> order(buyer, "k", product, 1, coupon));

        assertThat(byOutcome(answers)).isEqualTo(Map.of("PLACED", 10L));
        assertThat(answers.stream().map(OrderServiceFixture::orderId).distinct())
                .hasSize(1);
        assertThat(order(buyer, "k", product, 1, null).getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
    }

    @Test
    void aCouponThatFailsRejectsTheOrderReleasesItsStockAndGivesTheKeyBack() {
        var coupon = aCouponOf(buyer, 3_000, 2 * UNIT_PRICE);
        var product = PRODUCT_SERVICE.aProduct(10);

        var refused = order(buyer, "k", product, 1, coupon);

        assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(refused.getBody())
                .containsEntry("code", "COUPON_BELOW_MINIMUM")
                .containsEntry("minOrderAmount", 20_000);
        var rejected = jdbc.sql("select order_id from orders where user_id = ? and status = 'REJECTED'")
                .param(buyer)
                .query(UUID.class)
                .single();
        assertThat(releasesOf(rejected)).hasSize(1);
        assertThat(call(HttpMethod.GET, "/api/v1/orders/" + rejected, buyer, null, null)
                        .getBody())
                .containsEntry("reason", "COUPON_BELOW_MINIMUM")
                .containsEntry("discount", 0);
        assertThat(statusOf(buyer, coupon)).isEqualTo("USABLE");
        assertThat(order(buyer, "k", product, 2, coupon).getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(call(HttpMethod.GET, "/api/v1/orders/attempts", buyer, null, null)
                        .getBody()
                        .toString())
                .contains("COUPON_BELOW_MINIMUM");
    }

    @Test
    void nobodyUsesWhatIsNotTheirsOrIsOver() {
        var product = PRODUCT_SERVICE.aProduct(10);
        var somebodyElses = aCouponOf(UUID.randomUUID(), 3_000, 0);
        var over = aCouponOf(buyer, 3_000, 0);
        isOverNow(over);

        assertThat(code(order(buyer, "a", product, 1, somebodyElses))).isEqualTo("COUPON_UNKNOWN");
        assertThat(code(order(buyer, "b", product, 1, UUID.randomUUID()))).isEqualTo("COUPON_UNKNOWN");
        assertThat(order(buyer, "c", product, 1, over).getBody())
                .containsEntry("code", "COUPON_EXPIRED")
                .containsKey("validUntil");
        assertThat(statusOf(buyer, over)).isEqualTo("EXPIRED");
    }

    /** With now(6), the time of the statement's start, the coupon below would still be good. */
    @Test
    void whatEndsWhileAnOrderWaitsForItIsOver() throws Exception {
        var coupon = aCouponOf(buyer, 3_000, 0);
        var product = PRODUCT_SERVICE.aProduct(10);
        var end = clock.now().plusMillis(700);
        jdbc.sql("update coupon set valid_until = ? where coupon_id = ?")
                .params(DatabaseClock.toColumn(end), coupon)
                .update();
        var locked = new CountDownLatch(1);
        var holder = CompletableFuture.runAsync(() -> transactions.run(() -> {
            jdbc.sql("select user_id from issued_coupon where coupon_id = ? for update")
                    .param(coupon)
                    .query(UUID.class)
                    .single();
            locked.countDown();
            await().pollInSameThread()
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> clock.now().isAfter(end));
        }));
        locked.await();

        assertThat(code(order(buyer, "k", product, 1, coupon))).isEqualTo("COUPON_EXPIRED");
        holder.join();
    }

    @Test
    void takesNoMoreOffThanThereIsToPayAndNothingCanBePaid() {
        var coupon = aCouponOf(buyer, 50_000, 0);

        var order = order(buyer, "k", PRODUCT_SERVICE.aProduct(5), 1, coupon);

        assertThat(order.getBody()).containsEntry("discount", UNIT_PRICE).containsEntry("total", 0);
        var id = UUID.fromString((String) orderId(order));
        assertThat(pay(id, buyer, "p", null, "CARD", 0).getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(statusOf(id)).isEqualTo("PAID");
    }

    @Test
    void anOrderWithoutAnAnswerUsesItOnlyWhenItsKeyDrivesItOn() {
        var coupon = aCouponOf(buyer, 3_000, 0);
        var product = PRODUCT_SERVICE.aProduct(10);
        PRODUCT_SERVICE.is(Mood.LOSES_THE_ANSWER);
        var body = Map.of(
                "address", ADDRESS, "items", List.of(Map.of("productId", product, "quantity", 1)), "couponId", coupon);
        assertThat(call(HttpMethod.POST, "/api/v1/orders", buyer, "k", body).getStatusCode())
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(statusOf(buyer, coupon)).isEqualTo("USABLE");

        PRODUCT_SERVICE.is(Mood.WELL);
        assertThat(order(buyer, "k", product, 1, coupon).getBody()).containsEntry("discount", 3_000);
        assertThat(statusOf(buyer, coupon)).isEqualTo("USED");
    }

    @Test
    void aDealTakesNoCoupon() {
        var coupon = aCouponOf(buyer, 3_000, 0);
        var deal = aRunningDeal(5, 1);

        var answer = insist(() -> call(
                HttpMethod.POST,
                "/api/v1/deals/" + deal + "/orders",
                buyer,
                "k",
                Map.of("quantity", 1, "couponId", coupon)));

        assertThat(answer.getBody()).containsEntry("discount", 0).containsEntry("total", (int) PRICE);
        assertThat(statusOf(buyer, coupon)).isEqualTo("USABLE");
    }

    @Test
    void theSchemaItselfRefusesASecondUse() {
        var coupon = aCouponOf(buyer, 3_000, 0);
        var other = aCouponOf(buyer, 3_000, 0);
        var order = anOrderWith(coupon, buyer);

        assertThatThrownBy(
                        () -> jdbc.sql("update issued_coupon set used_by = ?, used_at = sysdate(6) where coupon_id = ?")
                                .params(order, other)
                                .update())
                .isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> jdbc.sql("update orders set coupon_id = null where order_id = ?")
                        .param(order)
                        .update())
                .hasMessageContaining("discount_of_a_coupon");
    }

    private static Map<Object, Long> byOutcome(List<ResponseEntity<Map<String, Object>>> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(
                        answer -> answer.getStatusCode() == HttpStatus.CREATED ? "PLACED" : code(answer),
                        Collectors.counting()));
    }
}
