package com.timedeal.orderservice.order;

import java.util.Set;

/** The life of an order. Only what is listed here may follow. */
public enum OrderStatus {
    PENDING,
    PAYMENT_DUE,
    REJECTED;

    Set<OrderStatus> next() {
        return switch (this) {
            case PENDING -> Set.of(PAYMENT_DUE, REJECTED);
            case PAYMENT_DUE, REJECTED -> Set.of();
        };
    }
}
