package com.timedeal.orderservice.claim;

import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.util.UUID;

/**
 * @param kind what the caller believes the allotment to be; for the id of another kind there is no such allotment
 * @param requestHash SHA-256 over what the key was sent with; null where nothing can be sent with it
 */
public record ClaimRequest(
        Allotment.Kind kind, UUID allotmentId, UUID userId, IdempotencyKey key, byte[] requestHash, int quantity) {

    public static ClaimRequest ofDeal(UUID dealId, UUID userId, IdempotencyKey key, byte[] requestHash, int quantity) {
        return new ClaimRequest(Allotment.Kind.DEAL, dealId, userId, key, requestHash, quantity);
    }

    public static ClaimRequest ofCoupon(UUID couponId, UUID userId, IdempotencyKey key) {
        return new ClaimRequest(Allotment.Kind.COUPON, couponId, userId, key, null, 1);
    }
}
