package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningPlatform.class)
@Order(3)
class CouponsIT {

    private static final int UNITS = 20;
    private static final int CROWD = 100;

    @Test
    void theFirstGetOneEachAndTheOthersAreTold(Installation installation) throws Exception {
        var coupon = installation.announceCoupon(UNITS, 1_000);
        var claims = installation.buyers(CROWD).stream()
                .map(buyer -> (Callable<String>) () -> {
                    var answer = buyer.claim(coupon, Buyer.newKey());
                    return answer.status() == 201 ? "ISSUED" : answer.code();
                })
                .toList();

        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = crowd.invokeAll(claims).stream()
                    .collect(Collectors.groupingBy(claim -> claim.resultNow(), Collectors.counting()));

            assertThat(outcomes)
                    .hasSize(2)
                    .containsEntry("ISSUED", (long) UNITS)
                    .containsEntry("SOLD_OUT", (long) CROWD - UNITS);
        }
    }

    @Test
    void aCouponIsUsedForOneOrderAndComesBackWithIt(Installation installation) throws InterruptedException {
        var product = installation.seller().list(10);
        var buyer = installation.buyer();
        var coupon = installation.announceCoupon(UNITS, 1_000);
        var key = Buyer.newKey();
        var claimed = buyer.claim(coupon, key);
        assertThat(claimed.status()).as(claimed.inWords()).isEqualTo(201);
        assertThat(buyer.claim(coupon, key).body()).isEqualTo(claimed.body());
        assertThat(buyer.claim(coupon, Buyer.newKey()).code()).isEqualTo("ALREADY_CLAIMED");
        assertThat(buyer.couponStatus()).isEqualTo("USABLE");

        buyer.wish(product, 2);
        var order = buyer.orderWishlistWith(coupon, Buyer.newKey());
        assertThat(order.status()).as(order.inWords()).isEqualTo(201);
        assertThat(order.body().path("total").asLong()).isEqualTo(2 * Seller.PRICE - 1_000);
        assertThat(buyer.couponStatus()).isEqualTo("USED");
        buyer.wish(product, 1);
        assertThat(buyer.orderWishlistWith(coupon, Buyer.newKey()).code()).isEqualTo("COUPON_USED");

        assertThat(buyer.cancel(Buyer.orderId(order.body())).status()).isEqualTo(201);
        assertThat(buyer.couponStatus()).isEqualTo("USABLE");
    }
}
