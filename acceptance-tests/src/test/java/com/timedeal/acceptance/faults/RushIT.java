package com.timedeal.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.acceptance.history.Attempt;
import com.timedeal.acceptance.history.Attempt.Accepted;
import com.timedeal.acceptance.history.Attempt.Refused;
import com.timedeal.acceptance.history.History;
import com.timedeal.launcher.demo.InParallel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The opening second with ten times as many people as units, each of whom tries three times, at two instances of order-service.
 * In every second run one of the two is killed somewhere in that second.
 */
@FaultTest
@Tag("selection")
class RushIT {

    private static final String VICTIM = "order-service-2";
    private static final int UNITS = 100;
    private static final int BUYERS = 1_000;
    private static final int ATTEMPTS = 3;
    private static final Duration OPENS_IN = Duration.ofSeconds(3);
    /** Before the opening: some of the crowd is early. */
    private static final Duration EARLY = Duration.ofMillis(300);

    private static final Duration UNTIL_KILLED = Duration.ofMillis(700);

    static LongStream runs() {
        return LongStream.rangeClosed(1, Integer.getInteger("timedeal.faults.rushes", 2));
    }

    @DisplayName("A rush")
    @ParameterizedTest(name = "run {0}")
    @MethodSource("runs")
    void sellsWhatThereIs(long run, Faults faults) throws IOException, InterruptedException {
        var killing = run % 2 == 0;
        try (var sale = Sale.before(faults, run, BUYERS)) {
            var offer = sale.offer(UNITS, 1, OPENS_IN);
            sale.add(offer);
            TimeUnit.MILLISECONDS.sleep(Duration.between(Instant.now(), offer.opensAt())
                    .minus(EARLY)
                    .toMillis());
            var random = new Random(run);
            var killed = killing ? killSoon(faults, random) : CompletableFuture.completedFuture(null);
            InParallel.each(sale.shoppers(), shopper -> {
                for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
                    shopper.send(shopper.deal(offer.dealId(), 1, shopper.newKey()));
                }
            });
            killed.join();
            sale.judge();

            var winners = sale.history()
                    .attempts()
                    .filter(attempt -> attempt.outcome() instanceof Accepted accepted
                            && Sale.placedAt(accepted).isBefore(offer.opensAt().plus(Faults.UNPAID_FOR)))
                    .map(Attempt::user)
                    .distinct()
                    .count();
            var state = sale.seller().look(offer);
            Faults.tell(
                    "Run %d%s: %d people were given an order; %d units held at the end, %d left.",
                    run, killing ? ", one instance killed" : "", winners, state.held(), state.unsold());
            assertThat(state.sold() + state.held() + state.unsold()).isEqualTo(UNITS);
            if (killing) {
                assertThat(winners).isLessThanOrEqualTo(UNITS);
            } else {
                assertThat(winners).isEqualTo(UNITS);
            }
            var refused = refusals(sale.history());
            assertThat(refused.keySet()).isSubsetOf("NOT_OPEN", "SOLD_OUT", "LIMIT_REACHED", "COOLING_DOWN");
            // Where a rush takes longer than an order may stay unpaid, some come again who let theirs expire.
            assertThat(sale.history()
                            .attempts()
                            .filter(attempt -> attempt.outcome() instanceof Accepted)
                            .map(Attempt::user))
                    .containsAll(refused.getOrDefault("COOLING_DOWN", Set.of()));
        }
    }

    /** Who was refused, by the reason that they were told. */
    private static Map<String, Set<UUID>> refusals(History history) {
        return history.attempts()
                .filter(attempt -> attempt.outcome() instanceof Refused)
                .collect(Collectors.groupingBy(
                        attempt -> ((Refused) attempt.outcome()).code(),
                        Collectors.mapping(Attempt::user, Collectors.toSet())));
    }

    private static CompletableFuture<Void> killSoon(Faults faults, Random random) {
        var delay = EARLY.toMillis() + random.nextLong(UNTIL_KILLED.toMillis());
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        faults.platform().kill(VICTIM);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS));
    }
}
