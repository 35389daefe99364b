package com.timedeal.orderservice.payment;

import com.timedeal.orderservice.order.Order;
import com.timedeal.orderservice.order.OrderStatus;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Writes a payment down before anybody is asked for money, if the order can be paid for now. */
@Component
class StartPayment {

    private final Orders orders;
    private final Payments payments;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final PaymentSettings settings;

    StartPayment(
            Orders orders,
            Payments payments,
            Transactions transactions,
            DatabaseClock clock,
            PaymentSettings settings) {
        this.orders = orders;
        this.payments = payments;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
    }

    sealed interface Beginning {}

    /** It is committed; the provider may be asked. */
    record Begun(Payment payment) implements Beginning {}

    record Decided(PayOrderResult result) implements Beginning {}

    Beginning start(UUID userId, UUID orderId, IdempotencyKey key, PayOrderRequest request) {
        return transactions.call(() -> orders.lock(userId, orderId)
                .map(order -> start(order, key, request))
                .orElseGet(() -> new Decided(new PayOrderResult.NoSuchOrder())));
    }

    PayOrderResult replay(Payment payment, PayOrderRequest request) {
        if (!payment.isFor(request.hash())) {
            throw IdempotencyKey.reusedWithAnotherBody();
        }
        return PayOrderResult.of(payment);
    }

    private Beginning start(Order order, IdempotencyKey key, PayOrderRequest request) {
        // Under the lock once more: the same key may have come twice at once.
        var before = payments.byKey(order.userId(), order.orderId(), key);
        if (before.isPresent()) {
            return new Decided(replay(before.get(), request));
        }
        if (order.status() != OrderStatus.PAYMENT_DUE) {
            return new Decided(new PayOrderResult.NotPayable(order.status(), false));
        }
        if (request.amount() != order.total()) {
            return new Decided(new PayOrderResult.AmountMismatch(order.total()));
        }
        var live = payments.live(order.orderId());
        if (live.isPresent()) {
            return new Decided(new PayOrderResult.InProgress(live.get().paymentId()));
        }
        var now = clock.now();
        if (!now.isBefore(order.paymentDueAt())) {
            return new Decided(new PayOrderResult.NotPayable(order.status(), true));
        }
        orders.defer(order.orderId(), now.plus(settings.period(request.method())));
        var payment = new Payment(
                TimeOrderedIds.next(),
                order.orderId(),
                order.userId(),
                PaymentStatus.STARTED,
                request.method(),
                order.total(),
                null,
                orders.get(order.orderId()).paymentDueAt(),
                now,
                request.hash());
        payments.insert(payment, key);
        return new Begun(payment);
    }
}
