package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.acceptance.Seller.Offer;
import com.timedeal.acceptance.SteadyDemand.Acknowledged;
import com.timedeal.launcher.demo.Answer;
import com.timedeal.launcher.demo.InParallel;
import com.timedeal.launcher.platform.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two instances of order-service. */
@ExtendWith(RunningPlatform.class)
@Order(5)
class FailoverIT {

    private static final String VICTIM = "order-service-2";
    private static final int UNITS = 50_000;
    private static final int BUYERS = 24;
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(10);

    @Test
    void bothOrderInstancesGetTraffic(Installation installation) throws IOException, InterruptedException {
        var home = installation.platform().settings().home();
        var seller = installation.seller();
        var offer = seller.offer(seller.list(100), 100, 10, Duration.ofSeconds(3), Duration.ofMinutes(5));
        seller.awaitOpen(offer);
        Set<String> keys = ConcurrentHashMap.newKeySet();

        InParallel.each(installation.buyers(10), buyer -> {
            for (var purchase = 0; purchase < 6; purchase++) {
                var key = Buyer.newKey();
                keys.add(key);
                assertThat(buyer.buy(offer.dealId(), key).status()).isEqualTo(201);
            }
        });

        var served = new HashMap<String, List<String>>();
        // The line of a request is written after its answer has gone out.
        await().untilAsserted(() -> {
            for (var process : Installation.ORDER_SERVICES) {
                served.put(process, AccessLog.purchases(home, process, offer.dealId()));
            }
            assertThat(served.values().stream().flatMap(List::stream).collect(Collectors.toSet()))
                    .isEqualTo(keys);
        });
        Installation.tell(
                "Of %d orders %d came from the first instance, %d from the second.",
                keys.size(),
                served.get("order-service").size(),
                served.get("order-service-2").size());
        assertThat(served.values()).allSatisfy(ofOne -> assertThat(ofOne).hasSizeGreaterThan(keys.size() / 4));
        seller.close(offer);
        seller.awaitSettled(offer);
    }

    @Test
    void killingOneOrderInstanceUnderLoadCostsNoAcknowledgedOrder(Installation installation)
            throws IOException, InterruptedException, ExecutionException {
        var platform = installation.platform();
        var seller = installation.seller();
        var product = seller.list(UNITS);
        var offer = seller.offer(product, UNITS, 10_000, Duration.ofSeconds(3), Duration.ofMinutes(10));
        seller.awaitOpen(offer);

        try (var demand = new SteadyDemand(installation.buyers(BUYERS), offer.dealId())) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> demand.orders().size() >= 10 * BUYERS
                            && !AccessLog.purchases(platform.settings().home(), VICTIM, offer.dealId())
                                    .isEmpty());
            var killed = System.nanoTime();
            platform.kill(VICTIM);
            await().atMost(Duration.ofSeconds(60)).until(() -> isCalmSince(demand, killed));
            demand.stop();

            tellAndJudgeTimes(demand, killed);
            assertThat(demand.refusals()).isEmpty();
            assertThat(AccessLog.purchases(platform.settings().home(), VICTIM, offer.dealId()))
                    .as("what the killed instance had said yes to")
                    .isNotEmpty()
                    .isSubsetOf(demand.orders().keySet());
            seller.close(offer);
            compareBooks(demand.orders());
            compareUnits(seller, offer, demand.orders().size());
            askAgain(offer, demand.orders());
        }

        platform.start(VICTIM, Progress.silent());
    }

    private static boolean isCalmSince(SteadyDemand demand, long killed) {
        var lastFailure = demand.failuresSince(killed)
                .mapToLong(Answer::receivedNanos)
                .max()
                .orElse(killed);
        return System.nanoTime() - lastFailure > CALM.toNanos()
                && demand.successesSince(killed).findAny().isPresent();
    }

    private static void tellAndJudgeTimes(SteadyDemand demand, long killed) {
        var firstSuccess = demand.successesSince(killed)
                .mapToLong(answer -> answer.receivedNanos() - killed)
                .min()
                .orElseThrow();
        var lastFailure = demand.failuresSince(killed)
                .mapToLong(answer -> answer.receivedNanos() - killed)
                .max()
                .orElse(0);
        var failures = demand.failuresSince(killed)
                .collect(Collectors.groupingBy(
                        answer -> answer.status() + (answer.code().isEmpty() ? "" : " " + answer.code()),
                        Collectors.counting()));
        Installation.tell(
                "%d orders of %d buyers. After the kill: first order after %.3f s, no failure any more after %.3f s;"
                        + " meanwhile %s were answered so that the buyer asked again with the same key: %s.",
                demand.orders().size(),
                BUYERS,
                firstSuccess / 1e9,
                lastFailure / 1e9,
                failures.values().stream().mapToLong(Long::longValue).sum(),
                failures);
        assertThat(Duration.ofNanos(firstSuccess)).isLessThan(LONGEST_OUTAGE);
        assertThat(Duration.ofNanos(lastFailure)).isLessThan(LONGEST_OUTAGE);
    }

    /** Every buyer's books hold the orders that the buyer was told of, each once, and no other. */
    private static void compareBooks(Map<String, Acknowledged> orders) throws InterruptedException {
        var told = orders.values().stream()
                .collect(Collectors.groupingBy(
                        Acknowledged::buyer, Collectors.mapping(Acknowledged::orderId, Collectors.toList())));
        InParallel.each(told.entrySet(), entry -> {
            var stored = entry.getKey().orders().stream().map(Buyer::orderId).toList();
            assertThat(stored).as("orders of %s", entry.getKey()).containsExactlyInAnyOrderElementsOf(entry.getValue());
        });
        assertThat(new HashSet<>(
                        orders.values().stream().map(Acknowledged::orderId).toList()))
                .as("one order per key")
                .hasSameSizeAs(orders.keySet());
    }

    private static void compareUnits(Seller seller, Offer offer, int orders) throws InterruptedException {
        var settled = seller.awaitSettled(offer);
        assertThat(settled.sold() + settled.held()).isEqualTo(orders);
        assertThat(settled.unsold()).isEqualTo(offer.units() - orders);
        assertThat(seller.stock(offer.productId())).isEqualTo(offer.units() - orders);
    }

    /** A key that met the kill still means the order that it brought, also now that the deal is closed. */
    private static void askAgain(Offer offer, Map<String, Acknowledged> orders) throws InterruptedException {
        var contested = orders.entrySet().stream()
                .filter(order -> order.getValue().attempts() > 1)
                .toList();
        for (var order : contested) {
            var again = order.getValue().buyer().buy(offer.dealId(), order.getKey());
            assertThat(again.status()).as(again.inWords()).isEqualTo(201);
            assertThat(Buyer.orderId(again.body())).isEqualTo(order.getValue().orderId());
        }
    }
}
