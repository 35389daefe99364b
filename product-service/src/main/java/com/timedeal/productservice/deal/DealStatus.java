package com.timedeal.productservice.deal;

/**
 * Sold out is not a state: units may come back while the deal is open.
 *
 * <p>A deal that was called off in time may have been shown as OPEN, or even CLOSED, before order-service's word of it
 * arrived: then it still becomes CANCELLED.
 */
public enum DealStatus {
    SCHEDULED,
    OPEN,
    CLOSED,
    CANCELLED;

    boolean mayBecome(DealStatus next) {
        return switch (this) {
            case SCHEDULED -> next == OPEN || next == CANCELLED;
            case OPEN -> next == CLOSED || next == CANCELLED;
            case CLOSED -> next == CANCELLED;
            case CANCELLED -> false;
        };
    }
}
