package com.timedeal.orderservice.campaign;

import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.orderservice.claim.ClaimOutcome;
import com.timedeal.orderservice.claim.ClaimQueue;
import com.timedeal.orderservice.claim.ClaimRequest;
import com.timedeal.orderservice.claim.KnownAllotments;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Claims a coupon: refused from memory where that is certain, otherwise decided and committed with the next batch. */
@Component
class ClaimCoupon {

    private final KnownAllotments known;
    private final ClaimQueue claims;

    ClaimCoupon(KnownAllotments known, ClaimQueue claims) {
        this.known = known;
        this.claims = claims;
    }

    ClaimCouponResult claim(UUID userId, UUID couponId, IdempotencyKey key) {
        var refused = known.refuse(Allotment.Kind.COUPON, couponId, userId, 1);
        if (refused.isPresent()) {
            return new ClaimCouponResult.Refused(refused.get().why());
        }
        return switch (claims.submit(ClaimRequest.ofCoupon(couponId, userId, key))) {
            case ClaimOutcome.Issued issued -> new ClaimCouponResult.Issued(issued.coupon());
            case ClaimOutcome.Refused why -> new ClaimCouponResult.Refused(why.why());
            case ClaimOutcome.NotKnown notKnown -> new ClaimCouponResult.NoSuchCoupon();
            case ClaimOutcome.Busy busy -> new ClaimCouponResult.Unavailable();
            case ClaimOutcome.KeyReused reused -> throw new IllegalStateException("A claim has no body to differ in");
            case ClaimOutcome.Placed placed -> throw new IllegalStateException("A coupon gave an order: " + placed);
        };
    }
}
