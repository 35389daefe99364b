package com.timedeal.orderservice.cancellation;

import com.timedeal.orderservice.order.Order;
import com.timedeal.orderservice.order.OrderStatus;

/** What cancelling an order comes to. */
sealed interface CancelOrderResult {

    /** Also for one who asks again with the same key. */
    record Cancelled(Order order) implements CancelOrderResult {}

    record NotCancellable(OrderStatus status) implements CancelOrderResult {

        /** Orders are placed, expire, and go their way by themselves; cancelled and sent back they are by their buyer. */
        boolean isBypass() {
            return switch (status) {
                case PENDING, PAYMENT_DUE, PAID, EXPIRED, SHIPPED, DELIVERED -> false;
                case REJECTED, CANCELLED, RETURN_REQUESTED, RETURNED -> true;
            };
        }
    }

    record NoSuchOrder() implements CancelOrderResult {}
}
