package com.timedeal.orderservice.fulfilment;

import com.timedeal.orderservice.order.Order;
import com.timedeal.orderservice.order.OrderStatus;
import java.time.Instant;

/** What asking to send goods back comes to. */
sealed interface RequestReturnResult {

    /** Also for one who asks again with the same key. */
    record Requested(Order order) implements RequestReturnResult {}

    record NotReturnable(OrderStatus status) implements RequestReturnResult {}

    /** @param endedAt the last moment was just before */
    record WindowOver(Instant endedAt) implements RequestReturnResult {}

    record NoSuchOrder() implements RequestReturnResult {}
}
