package com.timedeal.orderservice.deal;

import com.timedeal.orderservice.allotment.Claim;
import com.timedeal.orderservice.order.Order;

/** What pressing "buy" comes to. */
sealed interface PurchaseResult {

    /** Also for a winner who asks again. */
    record Placed(Order order) implements PurchaseResult {}

    /** @param mayComeBack whether units are held by orders that are not paid yet */
    record Refused(Claim why, boolean mayComeBack) implements PurchaseResult {}

    record NoSuchDeal() implements PurchaseResult {}

    /** Not done: too many wait, or the deal is not known here and product-service cannot be asked. */
    record Unavailable() implements PurchaseResult {}
}
