package com.timedeal.orderservice.deal;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.orderservice.allotment.Claim;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DealRefusalsTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DealRefusals refusals = new DealRefusals(meters);

    @Test
    void countsByReason() {
        var now = Instant.EPOCH;
        List.<Claim>of(
                        new Claim.NotOpen(now, now),
                        new Claim.Closed(now, now),
                        new Claim.Cancelled(),
                        new Claim.LimitReached(1, 1),
                        new Claim.SoldOut(),
                        new Claim.SoldOut(),
                        new Claim.InsufficientStock(1))
                .forEach(why -> refusals.count(new PurchaseResult.Refused(why, false)));
        refusals.count(new PurchaseResult.NoSuchDeal());
        refusals.count(new PurchaseResult.Unavailable());

        assertThat(counted("SOLD_OUT")).isEqualTo(2);
        for (var reason : List.of(
                "NOT_OPEN",
                "CLOSED",
                "CANCELLED",
                "LIMIT_REACHED",
                "INSUFFICIENT_STOCK",
                "NO_SUCH_DEAL",
                "UNAVAILABLE")) {
            assertThat(counted(reason)).as(reason).isEqualTo(1);
        }
    }

    @Test
    void countsNoOrder() {
        refusals.count(new PurchaseResult.Placed(null));

        assertThat(meters.getMeters()).isEmpty();
    }

    private double counted(String reason) {
        return meters.get("timedeal.deal.refusals")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
