package com.timedeal.orderservice.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.orderservice.CouponFixture;
import com.timedeal.orderservice.cancellation.ExpiryOf;
import com.timedeal.orderservice.fulfilment.FulfilmentOf;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

class CouponsComeBackIT extends CouponFixture {

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    ApplicationContext services;

    @Test
    void withAnOrderCancelledBeforeItIsPaid() {
        var coupon = aCouponOf(buyer, 3_000, 0);
        var order = anOrderWith(coupon, buyer);

        assertThat(cancel(order, buyer, "c").getStatusCode()).isEqualTo(HttpStatus.CREATED);

        assertThat(mine(buyer, coupon)).containsEntry("status", "USABLE").doesNotContainKeys("orderId", "usedAt");
        assertThat(anOrderWith(coupon, buyer)).isNotEqualTo(order);
    }

    @Test
    void withAnOrderCancelledAfterItWasPaid() {
        var coupon = aCouponOf(buyer, 3_000, 0);
        var order = anOrderWith(coupon, buyer);
        assertThat(pay(order, buyer, "p", null, "CARD", 7_000).getStatusCode()).isEqualTo(HttpStatus.CREATED);

        cancel(order, buyer, "c");

        assertThat(statusOf(order)).isEqualTo("CANCELLED");
        assertThat(paymentsOf(order)).containsExactly("REFUND_DUE");
        assertThat(statusOf(buyer, coupon)).isEqualTo("USABLE");
    }

    @Test
    void withAnOrderThatNobodyPaidFor() throws Exception {
        var coupon = aCouponOf(buyer, 3_000, 0);
        var order = anOrderWith(coupon, buyer);
        timeIsOverFor(order);

        atOnce(4, i -> {
            ExpiryOf.unpaidOrders(services);
            return null;
        });

        assertThat(statusOf(order)).isEqualTo("EXPIRED");
        assertThat(statusOf(buyer, coupon)).isEqualTo("USABLE");
    }

    @Test
    void onceThoughTheOrderIsCancelledAgainWhileTheNextOneUsesIt() {
        var coupon = aCouponOf(buyer, 3_000, 0);
        var first = anOrderWith(coupon, buyer);
        cancel(first, buyer, "c");
        var second = anOrderWith(coupon, buyer);

        assertThat(cancel(first, buyer, "c").getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(code(cancel(first, buyer, "c2"))).isEqualTo("NOT_CANCELLABLE");
        ExpiryOf.unpaidOrders(services);

        assertThat(mine(buyer, coupon)).containsEntry("status", "USED").containsEntry("orderId", second.toString());
    }

    @Test
    void cancellingExpiringAndUsingAtTheSameTimeLeaveOneOwnerOfTheDiscount() throws Exception {
        for (var round = 0; round < 10; round++) {
            var coupon = aCouponOf(buyer, 3_000, 0);
            var product = PRODUCT_SERVICE.aProduct(100);
            var first = anOrderWith(coupon, buyer);
            if (round % 2 == 1) {
                timeIsOverFor(first);
            }
            var prefix = "r" + round + "-";

            atOnce(12, i -> switch (i % 4) {
                case 0 -> insist(() -> cancel(first, buyer, prefix + i));
                case 1 -> {
                    ExpiryOf.unpaidOrders(services);
                    yield null;
                }
                default -> order(buyer, prefix + i, product, 1, coupon);
            });

            var live = jdbc.sql("select order_id from orders where coupon_id = ? and status = 'PAYMENT_DUE'")
                    .param(coupon)
                    .query(UUID.class)
                    .list();
            assertThat(live).hasSizeLessThanOrEqualTo(1);
            assertThat(statusOf(buyer, coupon)).isEqualTo(live.isEmpty() ? "USABLE" : "USED");
            // The rest is the audit's, which looks at all orders and coupons after each test.
        }
    }

    @Test
    void asWhatTheyAreByThen() {
        var coupon = aCouponOf(buyer, 3_000, 0);
        var order = anOrderWith(coupon, buyer);
        cancel(order, buyer, "c");
        isOverNow(coupon);

        assertThat(statusOf(buyer, coupon)).isEqualTo("EXPIRED");
        assertThat(code(order(buyer, "k", PRODUCT_SERVICE.aProduct(5), 1, coupon)))
                .isEqualTo("COUPON_EXPIRED");
    }

    @Test
    void notWithGoodsThatAreSentBack() {
        var coupon = aCouponOf(buyer, 3_000, 0);
        var order = anOrderWith(coupon, buyer);
        pay(order, buyer, "p", null, "CARD", 7_000);
        FulfilmentOf.deliver(services, order);
        assertThat(call(HttpMethod.POST, "/api/v1/orders/" + order + "/returns", buyer, "r", Map.of("reason", "broken"))
                        .getStatusCode())
                .isEqualTo(HttpStatus.CREATED);
        FulfilmentOf.progress(services, order);

        assertThat(statusOf(order)).isEqualTo("RETURNED");
        assertThat(statusOf(buyer, coupon)).isEqualTo("USED");
    }
}
