package com.timedeal.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.acceptance.injection.FalseClock;
import com.timedeal.launcher.platform.Platform;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Gateway, registry, product-service, schedule-service, and all of it. */
@FaultTest
class ClusterFaultsIT {

    private static final String DISCOVERY = "discovery-service";

    /** Of the gateway, for any request. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(3);

    /** All ten instances are listed; an empty registry gives out no list at first. */
    private static void awaitEverybody(Faults faults) {
        await().atMost(Duration.ofSeconds(45))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> faults.platform().registered().size() == 10);
    }

    @Test
    @DisplayName("F1: one of two gateways is killed")
    void gatewayKilled(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 1)) {
            faults.platform().kill("gateway-service-2");
            sale.awaitMoreOrders(80);
            faults.platform().start("gateway-service-2");
            sale.awaitMoreOrders(40);
            sale.judge();
        }
    }

    @Test
    @DisplayName("F4: the registry is away for 60 s, and is not missed")
    void registryAway(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 4)) {
            faults.platform().kill(DISCOVERY);
            var begin = System.nanoTime();
            TimeUnit.SECONDS.sleep(60);
            var trouble = sale.trouble(begin, System.nanoTime());
            faults.platform().start(DISCOVERY);
            var back = System.nanoTime();
            awaitEverybody(faults);
            Faults.tell(
                    "%.1f %% trouble without the registry; full again %.1f s after its return.",
                    100 * trouble, (System.nanoTime() - back) / 1e9);
            sale.judge();
            assertThat(trouble).isLessThan(0.01);
        }
    }

    @Test
    @DisplayName("F6: the registry restarts empty under load")
    void registryRestarted(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 6)) {
            var begin = System.nanoTime();
            faults.platform().restart(DISCOVERY);
            awaitEverybody(faults);
            sale.awaitMoreOrders(60);
            var trouble = sale.trouble(begin, System.nanoTime());
            Faults.tell("%.1f %% trouble.", 100 * trouble);
            sale.judge();
            assertThat(trouble).isLessThan(0.01);
        }
    }

    @Test
    @DisplayName("F9: product-service is dead, and deals sell on")
    void productServiceDead(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 9)) {
            faults.platform().kill("product-service");
            faults.platform().kill("product-service-2");
            var begin = System.nanoTime();
            TimeUnit.SECONDS.sleep(5);
            sale.awaitMoreOrders(60);
            assertThat(sale.dealTrouble(begin, System.nanoTime())).isLessThan(0.05);
            var slowest = sale.checkRegularOrdersAreNotDone(begin, System.nanoTime(), TIME_LIMIT);
            faults.platform().start("product-service");
            sale.awaitDecided(Duration.ofMinutes(1));
            Faults.tell(
                    "Orders of regular stock were answered 503, the slowest after %.1f s.", slowest.toNanos() / 1e9);
            sale.awaitMoreOrders(40);
            sale.judge();
        }
    }

    @Test
    @DisplayName("F18: no schedule-service over opening and closing")
    void scheduleServiceDown(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 18)) {
            faults.platform().kill("schedule-service");
            faults.platform().kill("schedule-service-2");
            var brief = sale.briefOffer(Duration.ofSeconds(4), Duration.ofSeconds(4));
            sale.rush(brief, Duration.ofSeconds(11));
            faults.platform().start("schedule-service");
            sale.seller().awaitSettled(brief);
            sale.judge();
            sale.checkWindow(brief);
        }
    }

    @Test
    @DisplayName("F19: schedule-services whose clocks are five minutes fast and slow fire everything once")
    void falseClocks(Faults faults) throws IOException, InterruptedException {
        assumeThat(FalseClock.library())
                .as("libfaketime is not installed (Debian: apt-get install faketime)")
                .isPresent();
        var platform = faults.platform();
        var shifts = List.of(List.of("schedule-service", "-5m"), List.of("schedule-service-2", "+5m"));
        for (var shift : shifts) {
            platform.stop(shift.getFirst());
            var variables = new HashMap<>(platform.settings().extra().get(shift.getFirst()));
            variables.putAll(FalseClock.shifted(FalseClock.library().orElseThrow(), shift.getLast()));
            variables.remove("JAVA_TOOL_OPTIONS");
            new Platform(platform.settings().withEnvironment(shift.getFirst(), variables)).start(shift.getFirst());
        }
        try (var sale = Sale.open(faults, 19)) {
            for (var round = 0; round < 3; round++) {
                var brief = sale.briefOffer(Duration.ofSeconds(4), Duration.ofSeconds(3));
                sale.rush(brief, Duration.ofSeconds(9));
                sale.checkWindow(brief);
            }
            sale.judge();
        } finally {
            for (var shift : shifts) {
                platform.stop(shift.getFirst());
            }
        }
    }

    @Test
    @DisplayName("F20: schedule-service stands still over many due times, and catches up once")
    void scheduleServiceFrozen(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 20)) {
            var brief = sale.briefOffer(Duration.ofSeconds(5), Duration.ofSeconds(10));
            faults.platform().pause("schedule-service");
            faults.platform().pause("schedule-service-2");
            sale.rush(brief, Duration.ofSeconds(30));
            faults.platform().resume("schedule-service");
            faults.platform().resume("schedule-service-2");
            sale.seller().awaitSettled(brief);
            sale.judge();
            sale.checkWindow(brief);
        }
    }

    @Test
    @Tag("selection")
    @DisplayName("F50: the power goes, and comes back")
    void powerCut(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 50)) {
            sale.awaitMoreOrders(60);
            faults.cutPower();
            TimeUnit.SECONDS.sleep(2);
            sale.stopShopping();
            var begin = System.nanoTime();
            faults.heal();
            Faults.tell("Serving again %.0f s after the power came back.", (System.nanoTime() - begin) / 1e9);
            sale.judge();
        }
    }
}
