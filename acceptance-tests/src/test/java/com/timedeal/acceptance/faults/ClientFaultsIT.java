package com.timedeal.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.acceptance.history.Attempt.Accepted;
import com.timedeal.acceptance.history.Attempt.Refused;
import com.timedeal.acceptance.injection.Proxy.Direction;
import com.timedeal.launcher.demo.InParallel;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What clients do to a platform that is well. */
@FaultTest
class ClientFaultsIT {

    private static final int CLICKS = 20;

    @Test
    @DisplayName("F45: everybody clicks twenty times at once with one key")
    void sameKey(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.quiet(faults, 45)) {
            InParallel.each(sale.shoppers(), shopper -> {
                var deal = shopper.deal(sale.plenty().dealId(), 2, shopper.newKey());
                var regular = shopper.regular(Map.of(sale.products().getLast(), 1), shopper.newKey());
                InParallel.each(Collections.nCopies(CLICKS, deal), shopper::insist);
                InParallel.each(Collections.nCopies(CLICKS, regular), shopper::insist);
            });
            sale.judge();
            assertThat(sale.history().byQuestion().values())
                    .hasSize(2 * sale.shoppers().size())
                    .allSatisfy(attempts -> assertThat(attempts)
                            .anyMatch(attempt -> attempt.outcome() instanceof Accepted)
                            .noneMatch(attempt -> attempt.outcome() instanceof Refused));
        }
    }

    @Test
    @DisplayName("F46: everybody clicks twenty times at once with a new key each time")
    void newKeys(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.quiet(faults, 46)) {
            var reasons = ConcurrentHashMap.newKeySet();
            InParallel.each(sale.shoppers(), shopper -> {
                var clicks = IntStream.range(0, CLICKS)
                        .mapToObj(click -> shopper.deal(sale.few().dealId(), 1, shopper.newKey()))
                        .toList();
                InParallel.each(clicks, wish -> {
                    if (shopper.insist(wish) instanceof Refused refused) {
                        reasons.add(refused.code());
                    }
                });
            });
            assertThat(reasons).isSubsetOf("LIMIT_REACHED", "SOLD_OUT");
            sale.judge();
        }
    }

    @Test
    @DisplayName("F47: clients lose their connections after they have asked")
    void connectionsLost(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 47)) {
            for (var round = 0; round < 12; round++) {
                for (var door : faults.doors()) {
                    door.hold(Direction.BACK);
                }
                TimeUnit.MILLISECONDS.sleep(300);
                for (var door : faults.doors()) {
                    door.reset();
                    door.heal();
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
            sale.awaitMoreOrders(40);
            sale.judge();
        }
    }
}
