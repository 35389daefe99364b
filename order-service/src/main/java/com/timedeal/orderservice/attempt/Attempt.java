package com.timedeal.orderservice.attempt;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that was tried and failed.
 *
 * @param orderId null when it did not come to an order
 * @param reason a code, the same as in the answer
 * @param detail for people; may be null
 */
public record Attempt(UUID attemptId, Kind kind, UUID orderId, String reason, String detail, Instant attemptedAt) {

    /** What was tried. */
    public enum Kind {
        WISHLIST,
        PAYMENT
    }
}
