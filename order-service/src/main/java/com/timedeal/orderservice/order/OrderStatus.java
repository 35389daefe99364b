package com.timedeal.orderservice.order;

/** The life of an order. Only what is listed here may follow. */
public enum OrderStatus {
    PENDING,
    PAYMENT_DUE,
    REJECTED;

    boolean mayBecome(OrderStatus next) {
        return switch (this) {
            case PENDING -> next == PAYMENT_DUE || next == REJECTED;
            case PAYMENT_DUE, REJECTED -> false;
        };
    }
}
