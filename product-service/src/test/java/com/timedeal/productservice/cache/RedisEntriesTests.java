package com.timedeal.productservice.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.redisson.api.RBuckets;
import org.redisson.api.RedissonClient;
import org.redisson.misc.CompletableFutureWrapper;

class RedisEntriesTests {

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "test",
            CircuitBreakerConfig.custom()
                    .permittedNumberOfCallsInHalfOpenState(2)
                    .build());
    private final AtomicInteger commands = new AtomicInteger();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final RedisEntries entries = new RedisEntries(redisson(), breaker, Duration.ofSeconds(1));

    @Test
    void livesOfEntriesEndAtDifferentMomentsAndNoneTooLate() {
        var lives = new TreeSet<Duration>();
        for (var i = 0; i < 1_000; i++) {
            lives.add(RedisEntries.jittered(Duration.ofSeconds(5)));
        }

        assertThat(lives.first()).isBetween(Duration.ofSeconds(4), Duration.ofMillis(4_100));
        assertThat(lives.last()).isBetween(Duration.ofMillis(4_900), Duration.ofSeconds(5));
    }

    @Test
    void anOpenBreakerLetsNoCommandThrough() {
        breaker.transitionToOpenState();

        assertThatThrownBy(() -> entries.get(List.of("any"))).isInstanceOf(AwayException.class);

        assertThat(commands).hasValue(0);
    }

    /** The rest of a crowd must not wait for a Redis that may still be away. */
    @Test
    void aBreakerThatTriesAgainLetsTwoCommandsThroughHoweverManyWant() throws Exception {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = IntStream.range(0, 10)
                    .mapToObj(i -> executor.submit(() -> entries.get(List.of("any"))))
                    .toList();
            try {
                await().until(() -> asked.stream()
                                .filter(answer -> answer.state() == Future.State.FAILED)
                                .count()
                        >= 8);
                assertThat(commands).hasValue(2);
            } finally {
                mayAnswer.countDown();
            }
        }
    }

    @Test
    void entriesAreOfOneReleaseAndStampsOfAll() {
        var id = UUID.randomUUID();
        var kind = new Kind<UUID, String>("product", String.class, UUID::toString, Stamp::ofProduct);

        assertThat(RedisEntries.entry(kind, id)).isEqualTo("timedeal:{product-cache}:v1:product:" + id);
        assertThat(RedisEntries.stamp(Stamp.ofProduct(id))).isEqualTo("timedeal:{product-cache}:stamp:product:" + id);
    }

    /** Counts what it is asked, and breaks off once it may. */
    private RedissonClient redisson() {
        var buckets = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {RBuckets.class}, (proxy, method, arguments) -> {
                    commands.incrementAndGet();
                    return new CompletableFutureWrapper<>(CompletableFuture.supplyAsync(
                            () -> {
                                throw new IllegalStateException("away");
                            },
                            this::onceItMay));
                });
        return (RedissonClient) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RedissonClient.class},
                (proxy, method, arguments) -> buckets);
    }

    private void onceItMay(Runnable breakOff) {
        Thread.startVirtualThread(() -> {
            try {
                mayAnswer.await();
                breakOff.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
