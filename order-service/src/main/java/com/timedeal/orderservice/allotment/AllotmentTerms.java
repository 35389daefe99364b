package com.timedeal.orderservice.allotment;

import java.time.Instant;
import java.util.UUID;

/**
 * What a sale was set up with.
 *
 * @param units how many there are; null for as many as are asked for, which coupons may have and goods may not
 * @param opensAt first moment of sale, by this service's database clock
 * @param closesAt first moment after it
 */
public record AllotmentTerms(
        UUID allotmentId, Offer offer, Long units, int perUserLimit, Instant opensAt, Instant closesAt) {

    /** @param unitPrice won */
    public static AllotmentTerms ofDeal(
            UUID dealId,
            UUID productId,
            UUID sellerId,
            String productName,
            long unitPrice,
            long units,
            int perUserLimit,
            Instant opensAt,
            Instant closesAt) {
        return new AllotmentTerms(
                dealId,
                new Offer.DealUnits(productId, sellerId, productName, unitPrice),
                units,
                perUserLimit,
                opensAt,
                closesAt);
    }

    /** One for each person. @param units null for as many as are asked for */
    public static AllotmentTerms ofCoupon(UUID couponId, Long units, Instant opensAt, Instant closesAt) {
        return new AllotmentTerms(couponId, new Offer.Coupons(), units, 1, opensAt, closesAt);
    }
}
