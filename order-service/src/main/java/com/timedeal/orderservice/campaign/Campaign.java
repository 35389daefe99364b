package com.timedeal.orderservice.campaign;

import java.time.Instant;
import java.util.UUID;

/**
 * A coupon as everybody sees it; amounts in won.
 *
 * @param totalQuantity null for one for everybody who asks
 * @param left how many may still be claimed; null for as many as are asked for
 * @param serverTime for a countdown that does not trust the browser's clock
 */
record Campaign(
        UUID couponId,
        String title,
        long discountAmount,
        long minOrderAmount,
        Long totalQuantity,
        Long left,
        Instant opensAt,
        Instant closesAt,
        Instant validUntil,
        Instant serverTime) {}
