package com.timedeal.orderservice.deal;

import com.timedeal.orderservice.allotment.Claim;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Counts why people did not get a unit. Counted and not stored: in a rush nearly everybody is refused, and a row each would
 * be the load that refusing without a write avoids.
 */
@Component
class DealRefusals {

    private final MeterRegistry meters;

    DealRefusals(MeterRegistry meters) {
        this.meters = meters;
    }

    /** An order is not counted. Thread-safe. */
    void count(PurchaseResult result) {
        switch (result) {
            case PurchaseResult.Placed placed -> {}
            case PurchaseResult.Refused refused -> increment(reason(refused.why()));
            case PurchaseResult.NoSuchDeal none -> increment("NO_SUCH_DEAL");
            case PurchaseResult.Unavailable unavailable -> increment("UNAVAILABLE");
        }
    }

    private static String reason(Claim why) {
        return switch (why) {
            case Claim.NotOpen notOpen -> "NOT_OPEN";
            case Claim.Closed closed -> "CLOSED";
            case Claim.Cancelled cancelled -> "CANCELLED";
            case Claim.CoolingDown cooling -> "COOLING_DOWN";
            case Claim.LimitReached limit -> "LIMIT_REACHED";
            case Claim.SoldOut soldOut -> "SOLD_OUT";
            case Claim.InsufficientStock few -> "INSUFFICIENT_STOCK";
            case Claim.Granted granted -> throw new IllegalArgumentException("Not a refusal");
        };
    }

    private void increment(String reason) {
        Counter.builder("timedeal.deal.refusals")
                .description("Purchases of a deal that came to no order")
                .tag("reason", reason)
                .register(meters)
                .increment();
    }
}
