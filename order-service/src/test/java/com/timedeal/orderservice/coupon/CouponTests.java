package com.timedeal.orderservice.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CouponTests {

    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant IN_TIME = END.minusNanos(1_000);

    private final Coupon coupon = new Coupon(UUID.randomUUID(), "Autumn", 5_000, 20_000, END);

    @Test
    void takesItsAmountOff() {
        assertThat(coupon.redeem(false, 20_000, IN_TIME)).isEqualTo(new Redemption.Granted(5_000));
    }

    @Test
    void takesNoMoreOffThanThereIsToPay() {
        var generous = new Coupon(UUID.randomUUID(), "Welcome", 5_000, 0, END);

        assertThat(generous.redeem(false, 3_000, IN_TIME)).isEqualTo(new Redemption.Granted(3_000));
    }

    @Test
    void isForOrdersOfAtLeastItsMinimum() {
        assertThat(coupon.redeem(false, 19_999, IN_TIME)).isEqualTo(new Redemption.BelowMinimum(20_000));
    }

    @Test
    void isOverFromItsLastMoment() {
        assertThat(coupon.redeem(false, 20_000, END)).isEqualTo(new Redemption.Expired(END));
        assertThat(coupon.status(false, IN_TIME)).isEqualTo(CouponStatus.USABLE);
        assertThat(coupon.status(false, END)).isEqualTo(CouponStatus.EXPIRED);
    }

    @Test
    void isUsedOnceThoughItWouldBeOverMeanwhile() {
        assertThat(coupon.redeem(true, 20_000, END)).isEqualTo(new Redemption.AlreadyUsed());
        assertThat(coupon.status(true, END)).isEqualTo(CouponStatus.USED);
    }
}
