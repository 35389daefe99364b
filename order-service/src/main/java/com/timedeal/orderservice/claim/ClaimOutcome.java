package com.timedeal.orderservice.claim;

import com.timedeal.orderservice.allotment.Claim;
import com.timedeal.orderservice.coupon.IssuedCoupon;
import com.timedeal.orderservice.order.Order;

/** What claiming units comes to; everything here is durable or was true while it was asked. */
public sealed interface ClaimOutcome {

    /** Units of a deal were won; also for a winner who asks again. */
    record Placed(Order order) implements ClaimOutcome {}

    /** A coupon was won; also for a winner who asks again. */
    record Issued(IssuedCoupon coupon) implements ClaimOutcome {}

    /** @param mayComeBack whether units are held by orders that are not paid yet */
    record Refused(Claim why, boolean mayComeBack) implements ClaimOutcome {}

    /** The key stands for another request. */
    record KeyReused() implements ClaimOutcome {}

    /** There is no such allotment of that kind here. */
    record NotKnown() implements ClaimOutcome {}

    /** It was not done, and will not be done: too many wait, or nobody came to it in time. */
    record Busy() implements ClaimOutcome {}
}
