package com.timedeal.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.acceptance.injection.CrashPoint;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@FaultTest
class OrderServiceFaultsIT {

    @Tag("selection")
    @DisplayName("F11-F14: one order instance dies, and nothing that was promised is lost or done twice")
    @ParameterizedTest(name = "{0}")
    @EnumSource(
            names = {
                "PURCHASE_BEFORE_COMMIT", // F11
                "PURCHASE_AFTER_COMMIT", // F12
                "OUTBOX_BEFORE_PUBLISH", // F13
                "OUTBOX_AFTER_PUBLISH" // F14
            })
    void diesAtThisLine(CrashPoint point, Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, point.ordinal())) {
            faults.crashPoints().arm(point);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> faults.crashPoints().isReached(point));
            await().atMost(Duration.ofSeconds(5)).until(() -> !faults.platform().isRunning(Faults.victim(point)));
            sale.awaitMoreOrders(40);
            faults.platform().start(Faults.victim(point));
            sale.awaitMoreOrders(40);
            sale.judge();
            assertThat(faults.crashPoints().isReached(point)).isTrue();
        }
    }
}
