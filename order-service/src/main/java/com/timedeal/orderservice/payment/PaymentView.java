package com.timedeal.orderservice.payment;

import com.timedeal.orderservice.provider.PaymentMethod;
import java.time.Instant;
import java.util.UUID;

/** A payment as its owner sees it; amount in won. @param payBy null once it is decided */
record PaymentView(
        UUID paymentId,
        UUID orderId,
        PaymentStatus status,
        PaymentMethod method,
        long amount,
        Instant payBy,
        String reason,
        Instant startedAt) {

    static PaymentView of(Payment payment) {
        return new PaymentView(
                payment.paymentId(),
                payment.orderId(),
                payment.status(),
                payment.method(),
                payment.amount(),
                payment.status() == PaymentStatus.STARTED ? payment.payBy() : null,
                payment.reason(),
                payment.startedAt());
    }
}
