package com.timedeal.productservice.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FlightsTests {

    private final Flights flights = new Flights();
    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void manyWhoMissTheSameLoadItOnce() throws Exception {
        var landing = new CountDownLatch(1);
        var boarded = new AtomicInteger();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Map<String, String>>>();
            for (var i = 0; i < 200; i++) {
                answers.add(executor.submit(() -> {
                    boarded.incrementAndGet();
                    return load(Map.of("a", "a@1"), landing);
                }));
            }
            await().until(() -> boarded.get() == 200 && loads.get() == 1);
            landing.countDown();
            for (var answer : answers) {
                assertThat(answer.get()).containsExactly(Map.entry("a", "loaded"));
            }
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void nobodyBoardsAFlightOfAnotherVersion() throws Exception {
        var landing = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var old = executor.submit(() -> load(Map.of("a", "a@1"), landing));
            await().until(() -> loads.get() == 1);

            assertThat(load(Map.of("a", "a@2"), new CountDownLatch(0))).containsKey("a");

            assertThat(old.isDone()).isFalse();
            landing.countDown();
        }
        assertThat(loads).hasValue(2);
    }

    @Test
    void twoWhoNeedEachOthersFlightsBothArrive() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var open = new CountDownLatch(0);
            for (var round = 0; round < 200; round++) {
                var version = "@" + round;
                var one = executor.submit(
                        () -> load(new java.util.TreeMap<>(Map.of("a", "a" + version, "b", "b" + version)), open));
                var other = executor.submit(
                        () -> load(new java.util.TreeMap<>(Map.of("b", "b" + version, "c", "c" + version)), open));
                assertThat(one.get()).hasSize(2);
                assertThat(other.get()).hasSize(2);
            }
        }
    }

    @Test
    void aFailureReachesEverybodyAndTheNextOneTriesAgain() {
        assertThatIllegalStateException()
                .isThrownBy(() -> flights.load(
                        Map.of("a", "a@1"),
                        String.class,
                        keys -> {
                            throw new IllegalStateException("no database");
                        },
                        loaded -> {}));

        assertThat(load(Map.of("a", "a@1"), new CountDownLatch(0))).hasSize(1);
    }

    @Test
    void whatDoesNotExistIsLeftOut() {
        assertThat(flights.load(Map.of("a", "a@1"), String.class, keys -> Map.of(), loaded -> {}))
                .isEmpty();
    }

    private Map<String, String> load(Map<String, String> names, CountDownLatch landing) {
        return flights.load(
                names,
                String.class,
                keys -> {
                    loads.incrementAndGet();
                    try {
                        landing.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    var loaded = new java.util.HashMap<String, String>();
                    keys.forEach(key -> loaded.put(key, "loaded"));
                    return loaded;
                },
                loaded -> {});
    }
}
