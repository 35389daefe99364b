package com.timedeal.orderservice.coupon;

import java.time.Instant;
import java.util.UUID;

/**
 * A coupon as it was announced; never changed. How many there are, and when they may be claimed, its allotment knows.
 *
 * @param discountAmount won
 * @param minOrderAmount won; what the goods must cost before the discount
 * @param validUntil first moment at which it cannot be used any more
 */
public record Coupon(UUID couponId, String title, long discountAmount, long minOrderAmount, Instant validUntil) {

    /**
     * What using it for goods of this price comes to. It never makes more off than there is to pay.
     *
     * @param used whether it is used for another order already
     * @param now by the database, with the coupon in its owner's hands locked
     */
    Redemption redeem(boolean used, long amount, Instant now) {
        if (used) {
            return new Redemption.AlreadyUsed();
        }
        if (isOver(now)) {
            return new Redemption.Expired(validUntil);
        }
        if (amount < minOrderAmount) {
            return new Redemption.BelowMinimum(minOrderAmount);
        }
        return new Redemption.Granted(Math.min(discountAmount, amount));
    }

    /** What it is to whoever has it. */
    public CouponStatus status(boolean used, Instant now) {
        if (used) {
            return CouponStatus.USED;
        }
        return isOver(now) ? CouponStatus.EXPIRED : CouponStatus.USABLE;
    }

    private boolean isOver(Instant now) {
        return !now.isBefore(validUntil);
    }
}
