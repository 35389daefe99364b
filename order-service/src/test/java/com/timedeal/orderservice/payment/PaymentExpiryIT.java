package com.timedeal.orderservice.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.orderservice.LifeCycleFixture;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

/** Money that comes for an order that is over, and how it goes back. */
class PaymentExpiryIT extends LifeCycleFixture {

    private final UUID buyer = UUID.randomUUID();
    private UUID deal;
    private UUID order;

    @Autowired
    SweepPayments sweepPayments;

    @BeforeEach
    void order() {
        deal = aRunningDeal(1, 1);
        order = anOrder(deal, buyer);
    }

    @Test
    void aPaymentThatComesAfterExpiryIsRefunded() {
        assertThat(pay(order, buyer, "k", "late:700").getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        expireNow(order);
        // The unit is free, and somebody else's.
        anOrder(deal, UUID.randomUUID());

        await().untilAsserted(() -> {
            askNowAbout(order);
            sweepPayments.askAboutStarted();
            assertThat(paymentsOf(order)).containsExactly("REFUND_DUE");
        });
        var answer = pay(order, buyer, "k", "late:700");
        assertThat(code(answer)).isEqualTo("PAYMENT_TOO_LATE");
        sweepPayments.sendRefunds();

        assertThat(statusOf(order)).isEqualTo("EXPIRED");
        assertThat(paymentsOf(order)).containsExactly("REFUNDED");
        assertThat(providerSays()).isEqualTo("REFUNDED");
        assertThat(remaining(deal)).isZero();
    }

    @Test
    void aDepositIsNotTakenAnyMoreOnceItsOrderIsOver() {
        pay(order, buyer, "k", null, "VIRTUAL_ACCOUNT", PRICE);
        expireNow(order);

        askNowAbout(order);
        sweepPayments.askAboutStarted();

        assertThat(paymentsOf(order)).containsExactly("FAILED");
        assertThat(providerSays()).isEqualTo("VOIDED");
    }

    @Test
    void aPaymentBeingMadeWhileItsOrderIsCancelledIsRefunded() {
        pay(order, buyer, "k", "lose-answer");
        cancel(order, buyer, "c");

        askNowAbout(order);
        sweepPayments.askAboutStarted();
        sweepPayments.sendRefunds();

        assertThat(statusOf(order)).isEqualTo("CANCELLED");
        assertThat(paymentsOf(order)).containsExactly("REFUNDED");
        assertThat(remaining(deal)).isEqualTo(1);
    }

    @Test
    void aRefundThatFailsIsSentAgain() {
        pay(order, buyer, "k", "refund-error");
        cancel(order, buyer, "c");

        sweepPayments.sendRefunds();
        assertThat(paymentsOf(order)).containsExactly("REFUND_DUE");
        sweepPayments.sendRefunds(); // not before its time
        assertThat(refundCalls()).isEqualTo(1);

        askNowAbout(order);
        sweepPayments.sendRefunds();
        assertThat(paymentsOf(order)).containsExactly("REFUNDED");
        assertThat(providerSays()).isEqualTo("REFUNDED");
    }

    @Test
    void manySweepersRefundOnce() throws Exception {
        pay(order, buyer, "k", null);
        cancel(order, buyer, "c");

        atOnce(6, i -> {
            sweepPayments.sendRefunds();
            return null;
        });

        assertThat(paymentsOf(order)).containsExactly("REFUNDED");
        assertThat(refundCalls()).isEqualTo(1);
    }

    private int refundCalls() {
        return jdbc.sql("select refund_calls from simulated_charge where order_id = ?")
                .param(order)
                .query(Integer.class)
                .single();
    }

    private String providerSays() {
        return jdbc.sql("select state from simulated_charge where order_id = ?")
                .param(order)
                .query(String.class)
                .single();
    }
}
