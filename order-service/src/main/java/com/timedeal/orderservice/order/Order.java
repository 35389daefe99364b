package com.timedeal.orderservice.order;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * An order as it is stored.
 *
 * @param dealId null for a wishlist order
 * @param couponId the coupon it was asked to use; null for none
 * @param discount won
 * @param total won
 * @param paymentDueAt null unless it waits for payment
 */
public record Order(
        UUID orderId,
        UUID userId,
        OrderStatus status,
        List<Line> lines,
        long discount,
        long total,
        UUID dealId,
        UUID couponId,
        Instant paymentDueAt,
        Instant placedAt,
        RequestFingerprint fingerprint) {

    /** @param name null until stock is reserved @param unitPrice won; null until stock is reserved */
    public record Line(UUID productId, UUID sellerId, String name, Long unitPrice, long quantity) {}

    /** @param hash SHA-256 over what the request asked for */
    public record RequestFingerprint(byte[] hash) {
        public boolean matches(byte[] other) {
            return Arrays.equals(hash, other);
        }
    }
}
