package com.timedeal.orderservice.payment;

import com.timedeal.orderservice.order.OrderStatus;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.orderservice.provider.ChargeOutcome;
import com.timedeal.orderservice.provider.PaymentProvider;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.sweeping.Sweep;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Asks the provider about payments that are still open, and gives back what is to go back. Several instances may do both at
 * once: each question is taken on by one of them, and the provider does a thing once however often it is asked.
 */
@Component
class SweepPayments {

    private static final int AT_MOST = 100;

    private final Payments payments;
    private final Orders orders;
    private final PaymentProvider provider;
    private final SettlePayment settlePayment;
    private final DatabaseClock clock;

    SweepPayments(
            Payments payments,
            Orders orders,
            PaymentProvider provider,
            SettlePayment settlePayment,
            DatabaseClock clock) {
        this.payments = payments;
        this.orders = orders;
        this.provider = provider;
        this.settlePayment = settlePayment;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${timedeal.payment.sweep-interval}")
    void askAboutStarted() {
        Sweep.each(payments.toAsk(PaymentStatus.STARTED, AT_MOST), this::ask);
    }

    @Scheduled(fixedDelayString = "${timedeal.payment.sweep-interval}")
    void sendRefunds() {
        Sweep.each(payments.toAsk(PaymentStatus.REFUND_DUE, AT_MOST), this::refund);
    }

    private void ask(Payments.Open open) {
        if (payments.takeOn(open, PaymentStatus.STARTED)) {
            settlePayment.settle(open.paymentId(), fate(open));
        }
    }

    private ChargeOutcome fate(Payments.Open open) {
        var found = provider.find(open.paymentId());
        return switch (found) {
            case ChargeOutcome.Charged charged -> charged;
            case ChargeOutcome.Declined declined -> declined;
            // Its request may still be on the way, from an instance that was frozen: "not heard of" alone is no reason
            // to let somebody pay a second time.
            case ChargeOutcome.Unheard unheard -> provider.abandon(open.paymentId());
            case ChargeOutcome.Pending pending ->
                isPayable(open.orderId()) ? pending : provider.abandon(open.paymentId());
        };
    }

    private boolean isPayable(UUID orderId) {
        return orders.get(orderId).status() == OrderStatus.PAYMENT_DUE;
    }

    private void refund(Payments.Open open) {
        if (payments.takeOn(open, PaymentStatus.REFUND_DUE)) {
            provider.refund(open.paymentId(), open.amount());
            payments.move(open.paymentId(), PaymentStatus.REFUND_DUE, PaymentStatus.REFUNDED, null, clock.now());
        }
    }
}
