package com.timedeal.orderservice.cancellation;

import com.timedeal.orderservice.order.Order;
import com.timedeal.orderservice.order.OrderStatus;

/** What cancelling an order comes to. */
sealed interface CancelOrderResult {

    /** Also for one who asks again with the same key. */
    record Cancelled(Order order) implements CancelOrderResult {}

    record NotCancellable(OrderStatus status) implements CancelOrderResult {}

    record NoSuchOrder() implements CancelOrderResult {}
}
