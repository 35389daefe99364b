package com.timedeal.orderservice.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.timedeal.localinfrastructure.testing.Infrastructure;
import com.timedeal.orderservice.FakeProductService.Mood;
import com.timedeal.orderservice.OrderServiceFixture;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class StockReservationsIT extends OrderServiceFixture {

    @Autowired
    StockReservations stock;

    @Autowired
    StockLocks stockLocks;

    @Autowired
    CircuitBreakerRegistry registry;

    @Autowired
    MeterRegistry meters;

    private CircuitBreaker breaker;

    @BeforeEach
    void findBreaker() {
        breaker = registry.circuitBreaker("product-stock");
    }

    @Test
    void tenThousandRefusalsLeaveTheBreakerClosed() throws Exception {
        var states = new CopyOnWriteArrayList<State>();
        breaker.getEventPublisher()
                .onStateTransition(e -> states.add(e.getStateTransition().getToState()));

        var answers = atOnce(20, caller -> {
            var refused = 0;
            for (var i = 0; i < 500; i++) {
                // A product of nobody's: nothing to wait for, and always refused.
                if (stock.reserve(UUID.randomUUID(), line(UUID.randomUUID(), 1)) instanceof StockReservation.Refused) {
                    refused++;
                }
            }
            return refused;
        });

        assertThat(answers.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10_000);
        assertThat(states).isEmpty();
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    void beingToldToComeBackLaterLeavesItClosed() {
        PRODUCT_SERVICE.is(Mood.BUSY);

        for (var i = 0; i < 60; i++) {
            assertThat(stock.reserve(UUID.randomUUID(), line(UUID.randomUUID(), 1)))
                    .isInstanceOf(StockReservation.Unknown.class);
        }

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
        assertThat(PRODUCT_SERVICE.calls()).isEqualTo(60);
    }

    @Test
    void halfOfTheCallsFailingOpensIt() {
        var lamp = PRODUCT_SERVICE.aProduct(1_000);
        PRODUCT_SERVICE.is(Mood.FAILS_EVERY_OTHER);

        for (var i = 0; i < 30 && breaker.getState() == State.CLOSED; i++) {
            stock.reserve(UUID.randomUUID(), line(lamp, 1));
        }

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void anAnswerThatIsLostOnceIsAskedForAgainAndTakesStockOnce() throws Exception {
        var lamp = PRODUCT_SERVICE.aProduct(100);
        PRODUCT_SERVICE.is(Mood.LOSES_THE_FIRST_ANSWER);

        var answers = atOnce(5, i -> stock.reserve(UUID.randomUUID(), line(lamp, 2)));

        assertThat(answers).allMatch(StockReservation.Reserved.class::isInstance);
        assertThat(PRODUCT_SERVICE.onTheShelf(lamp)).isEqualTo(90);
        assertThat(PRODUCT_SERVICE.calls()).isEqualTo(10);
    }

    @Test
    void withRedisAwayStockIsReservedWithoutLocksAndThatIsCounted() throws Exception {
        var servers = Infrastructure.current();
        assumeThat(servers.external()).as("servers that a test may stop").isFalse();
        assumeThat(stockLocks).as("locks to go without").isNotInstanceOf(StockLocks.None.class);
        var lamp = PRODUCT_SERVICE.aProduct(100);
        var unlocked = meters.get("timedeal.stock.unlocked").counter();
        var before = unlocked.count();

        servers.redis().stop();
        try {
            var answers = atOnce(10, i -> stock.reserve(UUID.randomUUID(), line(lamp, 2)));
            assertThat(answers).allMatch(StockReservation.Reserved.class::isInstance);
        } finally {
            servers.redis().start();
        }

        assertThat(PRODUCT_SERVICE.onTheShelf(lamp)).isEqualTo(80);
        assertThat(unlocked.count() - before).isEqualTo(10);
    }

    private static TreeMap<UUID, Long> line(UUID product, long quantity) {
        var lines = new TreeMap<UUID, Long>();
        lines.put(product, quantity);
        return lines;
    }
}
