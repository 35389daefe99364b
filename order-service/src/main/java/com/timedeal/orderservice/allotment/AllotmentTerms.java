package com.timedeal.orderservice.allotment;

import java.time.Instant;
import java.util.UUID;

/**
 * What a sale was set up with.
 *
 * @param unitPrice won
 * @param units how many there are
 * @param opensAt first moment of sale, by this service's database clock
 * @param closesAt first moment after it
 */
public record AllotmentTerms(
        UUID allotmentId,
        UUID productId,
        UUID sellerId,
        String productName,
        long unitPrice,
        long units,
        int perUserLimit,
        Instant opensAt,
        Instant closesAt) {}
