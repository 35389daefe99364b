package com.timedeal.orderservice.provider;

import java.util.UUID;

/**
 * A payment provider. The payment id is the idempotency key of everything: asking for the same twice does it once, so a call
 * whose answer was lost may be repeated.
 *
 * <p>Every method is a remote call: never inside a transaction, and it may take as long as it likes. Each throws {@link
 * NoAnswerException} when it is not known what came of it, which is not the same as "nothing".
 */
public interface PaymentProvider {

    /** What the provider calls itself in the address of its callbacks. */
    String name();

    ChargeOutcome charge(Charge charge);

    /** Looks without changing anything. */
    ChargeOutcome find(UUID paymentId);

    /**
     * Sees to it that a payment which has not been charged never will be, also if the request for it is still on its way.
     *
     * @return what it is then: {@code Declined} when it was stopped, {@code Charged} when it was too late for that, {@code
     *     Pending} when the provider cannot stop it
     */
    ChargeOutcome abandon(UUID paymentId);

    /** Gives the money back; once, however often it is asked. */
    void refund(UUID paymentId, long amount);

    /**
     * @param orderId for the provider's books and the statement of account
     * @param amount won
     * @param token what stands for the card or account; null when the method needs none
     */
    record Charge(UUID paymentId, UUID orderId, PaymentMethod method, long amount, String token) {}

    /** There was no answer that could be relied on. */
    class NoAnswerException extends RuntimeException {
        public NoAnswerException(String message) {
            super(message);
        }
    }
}
