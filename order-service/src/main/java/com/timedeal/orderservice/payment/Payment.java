package com.timedeal.orderservice.payment;

import com.timedeal.orderservice.provider.PaymentMethod;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * A payment as it is stored.
 *
 * @param amount won
 * @param reason why it failed or is refunded; null otherwise
 * @param requestHash SHA-256 over what the request asked for
 */
record Payment(
        UUID paymentId,
        UUID orderId,
        UUID userId,
        PaymentStatus status,
        PaymentMethod method,
        long amount,
        String reason,
        Instant payBy,
        Instant startedAt,
        byte[] requestHash) {

    /** Why money goes back that came for an order that was over. */
    static final String TOO_LATE = "TOO_LATE";

    boolean isFor(byte[] hash) {
        return Arrays.equals(requestHash, hash);
    }
}
