package com.timedeal.orderservice.campaign;

import com.timedeal.orderservice.coupon.CouponStatus;
import java.time.Instant;
import java.util.UUID;

/**
 * A coupon as its owner sees it; amounts in won.
 *
 * @param orderId the order it is used for; null unless it is USED
 */
record MyCoupon(
        UUID couponId,
        String title,
        long discountAmount,
        long minOrderAmount,
        CouponStatus status,
        Instant validUntil,
        Instant issuedAt,
        Instant usedAt,
        UUID orderId) {}
