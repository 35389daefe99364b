package com.timedeal.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.acceptance.injection.CrashPoint;
import com.timedeal.acceptance.injection.FalseClock;
import com.timedeal.launcher.platform.Platform;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@FaultTest
class OrderServiceFaultsIT {

    private static final String VICTIM = "order-service-2";

    @Test
    @DisplayName("F15: an instance that freezes with the hot row locked does not stop the others")
    void frozenWithTheLock(Faults faults) throws IOException, InterruptedException {
        var point = CrashPoint.PURCHASE_STALLED_WITH_LOCK;
        try (var sale = Sale.open(faults, 15)) {
            faults.crashPoints().arm(point);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> faults.crashPoints().isReached(point));
            faults.platform().pause(VICTIM);
            var frozen = System.nanoTime();
            var first = sale.firstOrderAfter(frozen);
            Faults.tell("The first order after the freeze was acknowledged %.1f s later.", first.toMillis() / 1e3);
            assertThat(first)
                    .as("the database frees the row of a silent transaction")
                    .isLessThan(Duration.ofSeconds(10));
            sale.awaitMoreOrders(40);
            TimeUnit.SECONDS.sleep(40 - Math.min(40, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - frozen)));
            faults.platform().resume(VICTIM);
            sale.awaitMoreOrders(60);
            sale.judge();
        }
    }

    @Test
    @DisplayName("F16: without free database connections, callers are told to come back")
    void noConnections(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 16);
                var database = faults.database()) {
            var usual = database.number("select @@global.max_connections");
            database.execute("set global max_connections = 10");
            try {
                database.killConnections();
                var short0 = System.nanoTime();
                TimeUnit.SECONDS.sleep(12);
                var trouble = sale.trouble(short0, System.nanoTime());
                Faults.tell("With 10 connections for all, %.0f %% were told to come back.", 100 * trouble);
            } finally {
                database.execute("set global max_connections = " + usual);
            }
            sale.awaitMoreOrders(60, Duration.ofSeconds(15));
            sale.judge();
        }
    }

    @Test
    @DisplayName("F17: both instances are restarted in turn, and nobody notices")
    void rollingRestart(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 17)) {
            var begin = System.nanoTime();
            for (var process : List.of("order-service", VICTIM)) {
                assertThat(faults.platform().stop(process)).as("ended in order").isTrue();
                faults.platform().start(process);
                sale.awaitMoreOrders(20);
            }
            var trouble = sale.trouble(begin, System.nanoTime());
            Faults.tell("%.2f %% of the requests were not answered at once.", 100 * trouble);
            sale.judge();
            assertThat(trouble).isLessThanOrEqualTo(0.02);
        }
    }

    @Test
    @DisplayName("F48: instances whose clocks are five minutes fast and slow sell nothing outside the window")
    void falseClocks(Faults faults) throws IOException, InterruptedException {
        assumeThat(FalseClock.library())
                .as("libfaketime is not installed (Debian: apt-get install faketime)")
                .isPresent();
        var library = FalseClock.library().orElseThrow();
        var platform = faults.platform();
        var settings = platform.settings();
        for (var shift : List.of(List.of("order-service", "+5m"), List.of(VICTIM, "-5m"))) {
            platform.stop(shift.getFirst());
            var variables = new HashMap<>(settings.extra().get(shift.getFirst()));
            variables.putAll(FalseClock.shifted(library, shift.getLast()));
            variables.remove("JAVA_TOOL_OPTIONS");
            new Platform(settings.withEnvironment(shift.getFirst(), variables)).start(shift.getFirst());
        }
        try (var sale = Sale.open(faults, 48)) {
            var brief = sale.briefOffer(Duration.ofSeconds(4), Duration.ofSeconds(4));
            sale.rush(brief, Duration.ofSeconds(11));
            sale.stopShopping();
            sale.checkWindow(brief);
            // With right clocks again: the tokens between services live for less than five minutes, so that an instance
            // that is so far off cannot be told to close a deal.
            for (var process : List.of("order-service", VICTIM)) {
                platform.stop(process);
            }
            sale.judge();
        } finally {
            for (var process : List.of("order-service", VICTIM)) {
                platform.stop(process);
            }
        }
    }
}
