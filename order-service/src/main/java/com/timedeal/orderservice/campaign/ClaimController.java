package com.timedeal.orderservice.campaign;

import com.timedeal.orderservice.allotment.Claim;
import com.timedeal.orderservice.order.Busy;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.problem.Problems;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ClaimController {

    private final ClaimCoupon claimCoupon;
    private final MeterRegistry meters;

    ClaimController(ClaimCoupon claimCoupon, MeterRegistry meters) {
        this.claimCoupon = claimCoupon;
        this.meters = meters;
    }

    @PostMapping("/api/v1/coupons/{couponId}/claims")
    ResponseEntity<?> claim(
            CurrentUser user,
            @PathVariable UUID couponId,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key) {
        return switch (claimCoupon.claim(user.id(), couponId, IdempotencyKey.of(key))) {
            case ClaimCouponResult.Issued issued ->
                ResponseEntity.status(HttpStatus.CREATED)
                        .body(new Claimed(couponId, issued.coupon().issuedAt()));
            case ClaimCouponResult.Refused refused ->
                ResponseEntity.status(HttpStatus.CONFLICT).body(explain(refused.why()));
            case ClaimCouponResult.NoSuchCoupon none -> throw Problems.notFound("coupon");
            case ClaimCouponResult.Unavailable unavailable -> Busy.answer();
        };
    }

    private ProblemDetail explain(Claim why) {
        return switch (why) {
            case Claim.NotOpen notOpen -> {
                var problem = refusal("NOT_OPEN", "The coupon cannot be claimed yet.");
                problem.setProperty("opensAt", notOpen.opensAt());
                problem.setProperty("serverTime", notOpen.serverTime());
                yield problem;
            }
            case Claim.Closed closed -> {
                var problem = refusal("CLOSED", "The coupon cannot be claimed any more.");
                problem.setProperty("closesAt", closed.closesAt());
                problem.setProperty("serverTime", closed.serverTime());
                yield problem;
            }
            case Claim.LimitReached limit -> refusal("ALREADY_CLAIMED", "You have this coupon already.");
            case Claim.SoldOut soldOut -> refusal("SOLD_OUT", "All of these coupons are taken.");
            // Coupons are asked for one at a time, are not called off, and do not come back.
            case Claim.Granted granted -> throw notARefusal(granted);
            case Claim.Cancelled cancelled -> throw notARefusal(cancelled);
            case Claim.CoolingDown cooling -> throw notARefusal(cooling);
            case Claim.InsufficientStock few -> throw notARefusal(few);
        };
    }

    /** Counted and not stored: in a rush nearly everybody is refused. */
    private ProblemDetail refusal(String code, String detail) {
        Counter.builder("timedeal.coupon.refusals")
                .description("Claims of a coupon that came to nothing")
                .tag("reason", code)
                .register(meters)
                .increment();
        return Problems.of(HttpStatus.CONFLICT, code, detail);
    }

    private static IllegalArgumentException notARefusal(Claim claim) {
        return new IllegalArgumentException("No refusal of a coupon: " + claim);
    }

    record Claimed(UUID couponId, Instant issuedAt) {}
}
