package com.timedeal.orderservice.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.timedeal.orderservice.LifeCycleFixture;
import com.timedeal.orderservice.OrderServiceFixture;
import com.timedeal.orderservice.provider.ChargeOutcome;
import com.timedeal.orderservice.provider.PaymentMethod;
import com.timedeal.orderservice.provider.PaymentProvider;
import com.timedeal.orderservice.provider.PaymentProvider.Charge;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

class PaymentIT extends LifeCycleFixture {

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    SweepPayments sweepPayments;

    @Autowired
    StartPayment startPayment;

    @Autowired
    SettlePayment settlePayment;

    @Autowired
    Payments payments;

    @Autowired
    PaymentProvider provider;

    @Autowired
    CircuitBreakerRegistry breakerRegistry;

    @Test
    void paysAnOrderAndShowsThePayment() {
        var order = anOrder(buyer);

        var paid = pay(order, buyer, "k", null);

        assertThat(paid.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(paid.getBody())
                .containsEntry("status", "SUCCEEDED")
                .containsEntry("orderId", order.toString())
                .containsEntry("amount", (int) PRICE)
                .containsKey("paymentId");
        assertThat(statusOf(order)).isEqualTo("PAID");
        var list = call(HttpMethod.GET, "/api/v1/orders/" + order + "/payments", buyer, null, null);
        assertThat((List<?>) list.getBody().get("items")).hasSize(1);
        assertThat(call(HttpMethod.GET, "/api/v1/orders/" + order + "/payments", UUID.randomUUID(), null, null)
                        .getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(pay(order, buyer, "k", null).getBody()).isEqualTo(paid.getBody());
        assertThat(pay(order, buyer, "other", null).getBody())
                .containsEntry("code", "NOT_PAYABLE")
                .containsEntry("orderStatus", "PAID");
    }

    @Test
    void paysAWishlistOrder() {
        var order = aWishlistOrder(buyer, PRODUCT_SERVICE.aProduct(5), 2);

        assertThat(pay(order, buyer, "k", null, "TRANSFER", 20_000).getStatusCode())
                .isEqualTo(HttpStatus.CREATED);
        assertThat(statusOf(order)).isEqualTo("PAID");
    }

    @Test
    void refusesWhatCannotBePaid() {
        var order = anOrder(buyer);

        assertThat(pay(order, buyer, "k", null, "CARD", PRICE - 1).getBody())
                .containsEntry("code", "AMOUNT_MISMATCH")
                .containsEntry("total", (int) PRICE);
        assertThat(pay(order, buyer, "k", null, "CARD", PRICE - 1).getStatusCode())
                .isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
        assertThat(pay(order, UUID.randomUUID(), "k", null).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(pay(UUID.randomUUID(), buyer, "k", null).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(pay(order, buyer, null, null).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        for (var amount : new Object[] {-1, 1.5, "5000", true}) {
            assertThat(pay(order, buyer, "k", null, "CARD", amount).getStatusCode())
                    .as("amount %s", amount)
                    .isEqualTo(HttpStatus.BAD_REQUEST);
        }
        assertThat(pay(order, buyer, "k", null, "BARTER", PRICE).getStatusCode())
                .isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(pay(order, buyer, "k", "x".repeat(101)).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);

        timeIsOverFor(order);
        assertThat(pay(order, buyer, "k", null).getBody())
                .containsEntry("code", "NOT_PAYABLE")
                .containsEntry("orderStatus", "PAYMENT_DUE");
        assertThat(paymentsOf(order)).isEmpty();
        assertThat(chargesOf(order)).isZero();
    }

    @Test
    void oneKeyChargesOnceHoweverOftenItIsSent() throws Exception {
        var order = anOrder(buyer);

        var answers = atOnce(12, i -> insist(() -> pay(order, buyer, "k", "slow:100")));

        assertThat(answers).allMatch(a -> a.getStatusCode().is2xxSuccessful());
        assertThat(answers.stream().map(a -> a.getBody().get("paymentId")).distinct())
                .hasSize(1);
        assertThat(chargesOf(order)).isEqualTo(1);
        assertThat(pay(order, buyer, "k", null).getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
    }

    @Test
    void twoPaymentsWithTwoKeysChargeOnce() throws Exception {
        for (var round = 0; round < 5; round++) {
            var order = anOrder(buyer);

            var answers = atOnce(12, i -> insist(() -> pay(order, buyer, "k" + i, "slow:50")));

            assertThat(answers.stream().filter(a -> a.getStatusCode() == HttpStatus.CREATED))
                    .hasSize(1);
            assertThat(answers.stream()
                            .filter(a -> a.getStatusCode() == HttpStatus.CONFLICT)
                            .map(OrderServiceFixture::code))
                    .hasSize(11)
                    .isSubsetOf("PAYMENT_IN_PROGRESS", "NOT_PAYABLE");
            assertThat(chargesOf(order)).isEqualTo(1);
        }
    }

    @Test
    void theSchemaItselfRefusesASecondLivePayment() {
        var order = anOrder(buyer);
        pay(order, buyer, "k", null);

        assertThatThrownBy(() -> jdbc.sql("""
                                insert into payment
                                    (payment_id, order_id, user_id, idempotency_key, request_hash, method, amount, status,
                                     pay_by, started_at)
                                values (uuid(), ?, ?, 'other', unhex(sha2('', 256)), 'CARD', 1, 'STARTED', sysdate(6),
                                        sysdate(6))
                                """).params(order, buyer).update())
                .isInstanceOf(DuplicateKeyException.class)
                .hasMessageContaining("one_live_payment");
    }

    @Test
    void aDeclinedPaymentChargesNothingAndLeavesTheOrderPayable() {
        var order = anOrder(buyer);

        var declined = pay(order, buyer, "k", "decline");

        assertThat(declined.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(declined.getBody())
                .containsEntry("code", "PAYMENT_DECLINED")
                .containsEntry("reason", "CARD_DECLINED");
        assertThat(code(pay(order, buyer, "k", "decline"))).isEqualTo("PAYMENT_DECLINED");
        assertThat(code(pay(order, buyer, "typo", "declin"))).isEqualTo("PAYMENT_DECLINED");
        assertThat(chargesOf(order)).isZero();

        assertThat(pay(order, buyer, "k2", null).getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(paymentsOf(order)).containsExactlyInAnyOrder("FAILED", "FAILED", "SUCCEEDED");
    }

    @Test
    void aProviderThatFailsIsAskedAgainUnderTheSameKey() {
        var order = anOrder(buyer);

        assertThat(pay(order, buyer, "k", "error").getStatusCode()).isEqualTo(HttpStatus.CREATED);

        assertThat(jdbc.sql("select calls from simulated_charge where order_id = ?")
                        .param(order)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(chargesOf(order)).isEqualTo(1);
    }

    @Test
    void aLostAnswerIsNotAFailureAndTheSweeperFindsIt() throws Exception {
        var order = anOrder(buyer);

        var unknown = pay(order, buyer, "k", "lose-answer");

        assertThat(unknown.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        assertThat(unknown.getBody()).containsEntry("status", "STARTED").containsKey("payBy");
        // Whoever takes that for a failure and pays anew is stopped.
        assertThat(code(pay(order, buyer, "k2", null))).isEqualTo("PAYMENT_IN_PROGRESS");

        askNowAbout(order);
        atOnce(4, i -> {
            sweepPayments.askAboutStarted();
            return null;
        });

        assertThat(statusOf(order)).isEqualTo("PAID");
        assertThat(pay(order, buyer, "k", "lose-answer").getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(chargesOf(order)).isEqualTo(1);
    }

    @Test
    void aSlowProviderIsNotWaitedForAndChargesOnce() {
        var order = anOrder(buyer);
        var start = System.nanoTime();

        var answer = pay(order, buyer, "k", "slow:2500");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2_400));
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        assertThat(code(pay(order, buyer, "k2", null))).isEqualTo("PAYMENT_IN_PROGRESS");
        await().until(() -> chargesOf(order) == 1);
        askNowAbout(order);
        sweepPayments.askAboutStarted();
        assertThat(statusOf(order)).isEqualTo("PAID");
    }

    /** As after kill -9 between the provider's answer and our commit. */
    @Test
    void aKillAfterTheChargeNeitherLosesItNorChargesAgain() {
        var order = anOrder(buyer);
        var payment = started(order, "k");
        provider.charge(new Charge(payment.paymentId(), order, PaymentMethod.CARD, PRICE, null));

        assertThat(pay(order, buyer, "k", null).getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        assertThat(code(pay(order, buyer, "k2", null))).isEqualTo("PAYMENT_IN_PROGRESS");
        askNowAbout(order);
        sweepPayments.askAboutStarted();

        assertThat(statusOf(order)).isEqualTo("PAID");
        assertThat(chargesOf(order)).isEqualTo(1);
    }

    /** As after an instance was frozen before it called the provider: it wakes up when somebody has paid anew. */
    @Test
    void aPaymentThatNeverReachedTheProviderIsStoppedBeforeAnotherMayBegin() {
        var order = anOrder(buyer);
        var frozen = started(order, "k");
        askNowAbout(order);

        sweepPayments.askAboutStarted();

        assertThat(paymentsOf(order)).containsExactly("FAILED");
        assertThat(pay(order, buyer, "k2", null).getStatusCode()).isEqualTo(HttpStatus.CREATED);
        var woken = provider.charge(new Charge(frozen.paymentId(), order, PaymentMethod.CARD, PRICE, null));
        settlePayment.settle(frozen.paymentId(), woken);
        assertThat(woken).isInstanceOf(ChargeOutcome.Declined.class);
        assertThat(chargesOf(order)).isEqualTo(1);
    }

    /** No provider should do so; if one does, the buyer is not the one to pay for it. */
    @Test
    void moneyForAPaymentThatCountedAsFailedGoesBack() {
        var order = anOrder(buyer);
        pay(order, buyer, "k", "decline");
        var payment = jdbc.sql("select payment_id from payment where order_id = ?")
                .param(order)
                .query(UUID.class)
                .single();

        settlePayment.settle(payment, new ChargeOutcome.Charged());

        assertThat(paymentsOf(order)).containsExactly("REFUND_DUE");
        assertThat(statusOf(order)).isEqualTo("PAYMENT_DUE");
    }

    @Test
    void aVirtualAccountWaitsForItsDeposit() {
        var order = anOrder(buyer);
        var dueBefore = clock.now().plus(Duration.ofMinutes(20));

        var answer = pay(order, buyer, "k", null, "VIRTUAL_ACCOUNT", PRICE);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        assertThat(Instant.parse((String) answer.getBody().get("payBy"))).isAfter(dueBefore);
        askNowAbout(order);
        sweepPayments.askAboutStarted();
        assertThat(paymentsOf(order)).containsExactly("STARTED");

        deposit((String) answer.getBody().get("paymentId"));
        await().untilAsserted(() -> assertThat(statusOf(order)).isEqualTo("PAID"));
    }

    @Test
    void aPaymentPutsOffTheExpiryOfItsOrderOnceOnly() {
        var order = anOrder(buyer);
        pay(order, buyer, "k", "decline", "VIRTUAL_ACCOUNT", PRICE);
        var first = dueAt(order);

        pay(order, buyer, "k2", "decline", "VIRTUAL_ACCOUNT", PRICE);

        assertThat(dueAt(order)).isEqualTo(first);
    }

    @Test
    void anOpenBreakerBeginsNothing() {
        var order = anOrder(buyer);
        var breaker = breakerRegistry.circuitBreaker("payment-provider");
        breaker.transitionToOpenState();

        var answer = pay(order, buyer, "k", null);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(answer.getHeaders()).containsKey("Retry-After");
        assertThat(paymentsOf(order)).isEmpty();
        breaker.reset();
        // Not done, as was said: another key is as good.
        assertThat(pay(order, buyer, "k2", null).getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(chargesOf(order)).isEqualTo(1);
    }

    @Test
    void aPaymentThatTheBreakerStopsIsCertainlyNotMade() {
        var order = anOrder(buyer);
        var breaker = breakerRegistry.circuitBreaker("payment-provider");
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        while (breaker.tryAcquirePermission()) {
            // Takes all the calls that a breaker which is trying again allows.
        }

        var answer = pay(order, buyer, "k", null);
        breaker.reset();

        assertThat(answer.getBody())
                .containsEntry("code", "PAYMENT_DECLINED")
                .containsEntry("reason", "PROVIDER_UNAVAILABLE");
        assertThat(pay(order, buyer, "k2", null).getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(chargesOf(order)).isEqualTo(1);
    }

    @Test
    void theProviderIsNeverCalledInsideATransaction() {
        assertThatThrownBy(() -> transactions.run(() -> provider.find(UUID.randomUUID())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transaction");
    }

    private Payment started(UUID order, String key) {
        var request = new PayOrderRequest(PaymentMethod.CARD, PRICE, null);
        var begun = startPayment.start(buyer, order, new IdempotencyKey(key), request);
        return ((StartPayment.Begun) begun).payment();
    }

    private Instant dueAt(UUID order) {
        return DatabaseClock.toInstant(jdbc.sql("select payment_due_at from orders where order_id = ?")
                .param(order)
                .query(LocalDateTime.class)
                .single());
    }

    private void deposit(String paymentId) {
        jdbc.sql("""
                        update simulated_charge
                        set state = 'CHARGED', charged_at = sysdate(6), callbacks = 1, callback_at = sysdate(6)
                        where payment_id = ?
                        """).param(UUID.fromString(paymentId)).update();
    }
}
