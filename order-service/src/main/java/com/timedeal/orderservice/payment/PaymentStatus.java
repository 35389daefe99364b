package com.timedeal.orderservice.payment;

/** The life of a payment. Only what is listed here may follow. */
enum PaymentStatus {
    /** The provider is being asked, or has not decided yet. */
    STARTED,
    SUCCEEDED,
    FAILED,
    /** The money is to go back. */
    REFUND_DUE,
    REFUNDED;

    boolean mayBecome(PaymentStatus next) {
        return switch (this) {
            // At once to REFUND_DUE when the money comes for an order that is over.
            case STARTED -> next == SUCCEEDED || next == FAILED || next == REFUND_DUE;
            case SUCCEEDED -> next == REFUND_DUE;
            // A provider that charges what it had declined: the money goes back.
            case FAILED -> next == REFUND_DUE;
            case REFUND_DUE -> next == REFUNDED;
            case REFUNDED -> false;
        };
    }
}
