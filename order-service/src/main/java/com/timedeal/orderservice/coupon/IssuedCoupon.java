package com.timedeal.orderservice.coupon;

import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.time.Instant;
import java.util.UUID;

/**
 * A coupon in somebody's hands; one per person and coupon.
 *
 * @param key under which it was claimed
 */
public record IssuedCoupon(UUID couponId, UUID userId, IdempotencyKey key, Instant issuedAt) {}
