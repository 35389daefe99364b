package com.timedeal.acceptance.faults;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.acceptance.injection.CrashPoint;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** One instance dies at each named line of the way of an order. A line that nobody came by fails its test. */
@FaultTest
class CrashPointsIT {

    @Tag("selection")
    @DisplayName("F11-F14: an instance dies before and after its commit, and before and after it publishes")
    @ParameterizedTest(name = "{0}")
    @EnumSource(
            names = {"PURCHASE_BEFORE_COMMIT", "PURCHASE_AFTER_COMMIT", "OUTBOX_BEFORE_PUBLISH", "OUTBOX_AFTER_PUBLISH"
            })
    void onThePurchase(CrashPoint point, Faults faults) throws IOException, InterruptedException {
        crash(point, faults);
    }

    @DisplayName("F39 and the rest of the way: an instance dies at every other point")
    @ParameterizedTest(name = "{0}")
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                "PURCHASE_BEFORE_COMMIT",
                "PURCHASE_AFTER_COMMIT",
                "OUTBOX_BEFORE_PUBLISH",
                "OUTBOX_AFTER_PUBLISH",
                "PURCHASE_STALLED_WITH_LOCK",
                "PURCHASE_WAITS_BEFORE_COMMIT"
            })
    void anywhereElse(CrashPoint point, Faults faults) throws IOException, InterruptedException {
        crash(point, faults);
    }

    private static void crash(CrashPoint point, Faults faults) throws IOException, InterruptedException {
        assumeThat(faults.takesMoney() || !point.name().startsWith("PAYMENT_"))
                .as("orders cannot be paid for yet")
                .isTrue();
        try (var sale = Sale.open(faults, point.ordinal())) {
            faults.crashPoints().arm(point);
            // Either instance may take the turn; what brings somebody by the point is repeated until the victim does.
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        sale.provoke(point);
                        return faults.crashPoints().isReached(point);
                    });
            await().atMost(Duration.ofSeconds(5)).until(() -> !faults.platform().isRunning(Faults.victim(point)));
            sale.awaitMoreOrders(30);
            sale.judge();
        }
    }
}
