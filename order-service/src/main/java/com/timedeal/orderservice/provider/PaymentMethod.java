package com.timedeal.orderservice.provider;

/** How somebody pays. */
public enum PaymentMethod {
    CARD,
    /** An account to transfer to; the money comes when it comes. */
    VIRTUAL_ACCOUNT,
    TRANSFER,
    MOBILE
}
