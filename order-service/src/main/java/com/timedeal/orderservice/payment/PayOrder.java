package com.timedeal.orderservice.payment;

import com.timedeal.orderservice.provider.PaymentProvider.Charge;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Pays an order: write down that a payment is started and commit, only then ask the provider, then write down what it said.
 * Whoever dies in between leaves a STARTED payment, about which a sweeper asks; as long as it is open there is no other, so
 * that nobody is charged twice.
 */
@Component
class PayOrder {

    private static final Logger log = LoggerFactory.getLogger(PayOrder.class);

    private final Payments payments;
    private final StartPayment startPayment;
    private final AskProvider askProvider;
    private final SettlePayment settlePayment;

    PayOrder(Payments payments, StartPayment startPayment, AskProvider askProvider, SettlePayment settlePayment) {
        this.payments = payments;
        this.startPayment = startPayment;
        this.askProvider = askProvider;
        this.settlePayment = settlePayment;
    }

    PayOrderResult pay(UUID userId, UUID orderId, IdempotencyKey key, PayOrderRequest request) {
        var before = payments.byKey(userId, orderId, key);
        if (before.isPresent()) {
            return startPayment.replay(before.get(), request);
        }
        if (askProvider.isAway()) {
            return new PayOrderResult.Unavailable();
        }
        return switch (startPayment.start(userId, orderId, key, request)) {
            case StartPayment.Begun(Payment payment) -> charge(payment, request.token());
            case StartPayment.Decided(PayOrderResult result) -> result;
        };
    }

    private PayOrderResult charge(Payment payment, String token) {
        var charge = new Charge(payment.paymentId(), payment.orderId(), payment.method(), payment.amount(), token);
        try {
            askProvider.charge(charge).ifPresent(outcome -> settlePayment.settle(payment.paymentId(), outcome));
            return PayOrderResult.of(payments.find(payment.paymentId()).orElseThrow());
        } catch (RuntimeException e) {
            // The payment stands, whatever failed after it: to say "not done" would be to invite a second one.
            log.warn("Payment {} is left to the sweeper: {}", payment.paymentId(), e.toString());
            return new PayOrderResult.Started(payment);
        }
    }
}
