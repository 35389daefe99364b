package com.timedeal.orderservice.order;

/** The life of an order. Only what is listed here may follow. */
public enum OrderStatus {
    PENDING,
    PAYMENT_DUE,
    REJECTED,
    PAID,
    EXPIRED,
    CANCELLED,
    SHIPPED,
    DELIVERED,
    RETURN_REQUESTED,
    RETURNED;

    public boolean mayBecome(OrderStatus next) {
        return switch (this) {
            case PENDING -> next == PAYMENT_DUE || next == REJECTED;
            case PAYMENT_DUE -> next == PAID || next == EXPIRED || next == CANCELLED;
            case PAID -> next == SHIPPED || next == CANCELLED;
            case SHIPPED -> next == DELIVERED;
            case DELIVERED -> next == RETURN_REQUESTED;
            case RETURN_REQUESTED -> next == RETURNED;
            case REJECTED, EXPIRED, CANCELLED, RETURNED -> false;
        };
    }
}
