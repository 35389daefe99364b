package com.timedeal.productservice.deal;

/** Sold out is not a state: units may come back while the deal is open. */
enum DealStatus {
    SCHEDULED,
    OPEN,
    CLOSED,
    CANCELLED;

    boolean mayBecome(DealStatus next) {
        return switch (this) {
            case SCHEDULED -> next == OPEN || next == CANCELLED;
            case OPEN -> next == CLOSED;
            case CLOSED, CANCELLED -> false;
        };
    }
}
