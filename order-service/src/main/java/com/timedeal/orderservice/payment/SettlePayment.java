package com.timedeal.orderservice.payment;

import com.timedeal.orderservice.attempt.Attempt;
import com.timedeal.orderservice.attempt.Attempts;
import com.timedeal.orderservice.order.OrderStatus;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.orderservice.provider.ChargeOutcome;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes down what a provider has decided, whoever brings the news: the request itself, a callback, or a sweeper. The first
 * one has the effect; money for an order that is over goes back.
 */
@Component
class SettlePayment {

    private static final Logger log = LoggerFactory.getLogger(SettlePayment.class);

    private final Orders orders;
    private final Payments payments;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final Attempts attempts;

    SettlePayment(Orders orders, Payments payments, Transactions transactions, DatabaseClock clock, Attempts attempts) {
        this.orders = orders;
        this.payments = payments;
        this.transactions = transactions;
        this.clock = clock;
        this.attempts = attempts;
    }

    /** Changes nothing for a payment that is not known, or whose fate this is not news about. */
    void settle(UUID paymentId, ChargeOutcome outcome) {
        switch (outcome) {
            case ChargeOutcome.Charged charged -> underLock(paymentId, this::charged);
            case ChargeOutcome.Declined declined -> declined(paymentId, declined.reason());
            case ChargeOutcome.Pending pending -> {}
            case ChargeOutcome.Unheard unheard -> {}
        }
    }

    private void declined(UUID paymentId, String reason) {
        var news = new AtomicBoolean();
        var payment = underLock(
                paymentId,
                (found, now) -> news.set(
                        payments.move(found.paymentId(), PaymentStatus.STARTED, PaymentStatus.FAILED, reason, now)));
        if (news.get()) {
            payment.ifPresent(found -> attempts.note(
                    found.userId(), Attempt.Kind.PAYMENT, found.orderId(), reason, "The payment was declined."));
        }
    }

    private void charged(Payment payment, Instant now) {
        switch (payment.status()) {
            case STARTED -> {
                var order = orders.get(payment.orderId());
                if (order.status() == OrderStatus.PAYMENT_DUE) {
                    payments.move(payment.paymentId(), PaymentStatus.STARTED, PaymentStatus.SUCCEEDED, null, now);
                    orders.move(List.of(order.orderId()), OrderStatus.PAYMENT_DUE, OrderStatus.PAID, null, now);
                } else {
                    giveBack(payment, now);
                }
            }
            case FAILED -> giveBack(payment, now);
            case SUCCEEDED, REFUND_DUE, REFUNDED -> {} // known
        }
    }

    private void giveBack(Payment payment, Instant now) {
        log.warn("Payment {} came too late for order {}; it goes back", payment.paymentId(), payment.orderId());
        payments.move(payment.paymentId(), payment.status(), PaymentStatus.REFUND_DUE, Payment.TOO_LATE, now);
    }

    /** @return the payment as it was before */
    private Optional<Payment> underLock(UUID paymentId, Change change) {
        // Which order it belongs to never changes, so that may be read before the lock.
        var known = payments.find(paymentId);
        if (known.isEmpty()) {
            log.warn("News about payment {}, which is not known", paymentId);
            return known;
        }
        transactions.run(() -> {
            orders.lock(known.get().orderId()).orElseThrow();
            change.apply(payments.find(paymentId).orElseThrow(), clock.now());
        });
        return known;
    }

    private interface Change {
        void apply(Payment payment, Instant now);
    }
}
