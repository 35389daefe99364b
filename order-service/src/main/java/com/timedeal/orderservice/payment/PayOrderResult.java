package com.timedeal.orderservice.payment;

import com.timedeal.orderservice.order.OrderStatus;
import java.util.UUID;

/** What paying comes to. */
sealed interface PayOrderResult {

    /** Decided in the buyer's favour; also for one who asks again after the money went back with a cancellation. */
    record Paid(Payment payment) implements PayOrderResult {}

    /** The provider has not decided, or its answer is not known: it will be, without anybody asking again. */
    record Started(Payment payment) implements PayOrderResult {}

    record Declined(Payment payment) implements PayOrderResult {}

    /** The money came when the order was over, and goes back. */
    record TooLate(Payment payment) implements PayOrderResult {}

    record NoSuchOrder() implements PayOrderResult {}

    /** @param total won */
    record AmountMismatch(long total) implements PayOrderResult {}

    /** @param overdue whether its time is over though nobody has expired it yet */
    record NotPayable(OrderStatus status, boolean overdue) implements PayOrderResult {

        /** Time passes by itself, also between a look at the order and the wish to pay it. */
        boolean isBypass() {
            return switch (status) {
                case PAYMENT_DUE, EXPIRED -> false;
                case PENDING, REJECTED, CANCELLED, PAID, SHIPPED, DELIVERED, RETURN_REQUESTED, RETURNED -> true;
            };
        }
    }

    /** Another payment of this order is started. */
    record InProgress(UUID paymentId) implements PayOrderResult {}

    /** The provider is known to be away: nothing was begun. */
    record Unavailable() implements PayOrderResult {}

    static PayOrderResult of(Payment payment) {
        return switch (payment.status()) {
            case STARTED -> new Started(payment);
            case SUCCEEDED -> new Paid(payment);
            case FAILED -> new Declined(payment);
            case REFUND_DUE, REFUNDED ->
                Payment.TOO_LATE.equals(payment.reason()) ? new TooLate(payment) : new Paid(payment);
        };
    }
}
