package com.timedeal.orderservice.campaign;

import com.timedeal.orderservice.allotment.Claim;
import com.timedeal.orderservice.coupon.IssuedCoupon;

/** What claiming a coupon comes to. */
sealed interface ClaimCouponResult {

    /** Also for a winner who asks again. */
    record Issued(IssuedCoupon coupon) implements ClaimCouponResult {}

    record Refused(Claim why) implements ClaimCouponResult {}

    record NoSuchCoupon() implements ClaimCouponResult {}

    /** Not done: too many wait. */
    record Unavailable() implements ClaimCouponResult {}
}
