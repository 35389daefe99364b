package com.timedeal.productservice.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.localinfrastructure.testing.Infrastructure;
import com.timedeal.productservice.ProductServiceFixture;
import com.timedeal.servicedefaults.redis.RedisSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/** Two caches on one Redis, as two instances have them; entries live for a minute, so that none ends by itself in a test. */
class RedisCacheIT extends ProductServiceFixture {

    private static final Kind<UUID, Price> PRICE = new Kind<>("price", Price.class, UUID::toString, Stamp::ofProduct);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** With more patience than the service has: what is looked at is the order of events, not their speed. */
    private static RedissonClient redisson;

    @Autowired
    RedisSettings settings;

    @Autowired
    ObjectMapper json;

    @Autowired
    CircuitBreakerRegistry breakers;

    @Autowired
    MeterRegistry meters;

    private final UUID id = UUID.randomUUID();
    private final AtomicLong database = new AtomicLong(1);
    private final AtomicInteger reads = new AtomicInteger();
    private CircuitBreaker breaker;
    private RedisCache here;
    private RedisCache there;

    @BeforeEach
    void twoInstances() {
        if (redisson == null) {
            redisson = new CacheWiring()
                    .redisson(new RedisSettings(settings.host(), settings.port(), settings.password(), PATIENCE));
        }
        breaker = CircuitBreaker.of(
                "test", breakers.circuitBreaker("product-cache").getCircuitBreakerConfig());
        here = cache(breaker);
        // The first command of all makes the connection, which a cold JVM may not do in time.
        org.awaitility.Awaitility.await()
                .ignoreExceptions()
                .until(() -> redisson.getKeys().countExists("none") == 0);
        there = cache(CircuitBreaker.ofDefaults("other"));
    }

    @AfterAll
    static void disconnect() {
        redisson.shutdown();
        redisson = null;
    }

    @Test
    void oneInstanceReadsWhatAnotherHasKept() {
        assertThat(price(here)).isEqualTo(1);
        assertThat(price(there)).isEqualTo(1);
        assertThat(reads).hasValue(1);
    }

    @Test
    void aChangeIsSeenAtOnceEverywhere() {
        price(here);
        price(there);

        database.set(2);
        here.evict(List.of(Stamp.ofProduct(id)));

        assertThat(price(there)).isEqualTo(2);
        assertThat(price(here)).isEqualTo(2);
        assertThat(reads).hasValue(2);
    }

    @Test
    void whoReadTheDatabaseBeforeAChangeAndPutsAfterItHarmsNobody() throws Exception {
        var hasRead = new CountDownLatch(1);
        var mayPut = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var late = executor.submit(() -> here.one(PRICE, id, () -> {
                var old = new Price(database.get());
                hasRead.countDown();
                await(mayPut);
                return Optional.of(old);
            }));
            hasRead.await();
            database.set(2);
            there.evict(List.of(Stamp.ofProduct(id)));
            mayPut.countDown();

            // It was asked before the change was done, so the old price is a true answer; but only to this one.
            assertThat(late.get()).contains(new Price(1));
        }

        assertThat(price(there)).isEqualTo(2);
        assertThat(price(here)).isEqualTo(2);
    }

    @Test
    void whoAsksAfterAChangeDoesNotWaitForOneWhoReadBeforeIt() throws Exception {
        var hasRead = new CountDownLatch(1);
        var mayPut = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var late = executor.submit(() -> here.one(PRICE, id, () -> {
                var old = new Price(database.get());
                hasRead.countDown();
                await(mayPut);
                return Optional.of(old);
            }));
            hasRead.await();
            database.set(2);
            here.evict(List.of(Stamp.ofProduct(id)));

            try {
                assertThat(executor.submit(() -> price(here)).get(10, TimeUnit.SECONDS))
                        .isEqualTo(2);
            } finally {
                mayPut.countDown();
            }
            late.get();
        }
    }

    @Test
    void manyWhoMissAtOnceReadTheDatabaseOnce() throws Exception {
        var go = new CountDownLatch(1);
        try (var executor = Executors.newFixedThreadPool(64)) {
            var answers = new ArrayList<Future<Long>>();
            for (var i = 0; i < 64; i++) {
                answers.add(executor.submit(() -> {
                    go.await();
                    return here.one(PRICE, id, () -> {
                                reads.incrementAndGet();
                                // Time for everybody to come: a database under a stampede takes longer than this.
                                pause(Duration.ofMillis(50));
                                return Optional.of(new Price(database.get()));
                            })
                            .orElseThrow()
                            .won();
                }));
            }
            go.countDown();
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(1);
            }
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void aLostEvictionDropsEverythingOnceRedisAnswersAndUntilThenTheDatabaseIsAsked() {
        price(here);
        breaker.transitionToForcedOpenState();
        database.set(2);

        here.evict(List.of(Stamp.ofProduct(id)));

        assertThat(price(here)).as("at the instance that knows").isEqualTo(2);
        assertThat(price(there))
                .as("the bound for others is the life of an entry")
                .isEqualTo(1);
        breaker.transitionToClosedState();
        assertThat(here.isUsable()).as("before everything was dropped").isFalse();
        assertThat(price(here)).isEqualTo(2);

        breaker.transitionToForcedOpenState();
        here.recover();

        assertThat(price(there)).as("recovering does not wait for the breaker").isEqualTo(2);
        breaker.transitionToClosedState();
        assertThat(here.isUsable()).isTrue();
        assertThat(price(here)).isEqualTo(2);
    }

    @Test
    void anEntryOfAnUnknownShapeIsReadAnew() {
        price(here);
        var name = RedisEntries.entry(PRICE, id);
        var stored = redisson.<String>getBucket(name).get();
        var version = stored.substring(0, stored.indexOf('\n') + 1);
        for (var other : List.of("{\"won\":7,\"currency\":\"KRW\"}", "{}", "[", "{\"@class\":\"java.lang.Object\"}")) {
            redisson.<String>getBucket(name).set(version + other);
            database.incrementAndGet();

            // At an instance that has not read it itself a moment ago.
            assertThat(price(cache(CircuitBreaker.ofDefaults(other)))).as(other).isEqualTo(database.get());
        }
    }

    @Test
    void whatIsInRedisHasNoTypeNamesAndAnEndOfLife() {
        price(here);
        var bucket = redisson.<String>getBucket(RedisEntries.entry(PRICE, id));

        assertThat(bucket.get()).endsWith("\n{\"won\":1}");
        assertThat(bucket.remainTimeToLive()).isBetween(1L, 60_000L);
        assertThat(redisson.<String>getBucket(RedisEntries.stamp(Stamp.ofProduct(id)))
                        .remainTimeToLive())
                .isPositive();
    }

    @Test
    void withRedisStoppedAnswersAreRightAndNotMuchSlower() {
        var servers = Infrastructure.current();
        assumeThat(servers.external()).as("servers that a test may stop").isFalse();
        var product = aProduct(3);
        servers.redis().stop();
        try {
            browseAndChange("stopped", product);
        } finally {
            servers.redis().start();
        }
        cacheIsUsedAgain();
    }

    @Test
    void withRedisFrozenAnswersAreRightAndNotMuchSlower() {
        var servers = Infrastructure.current();
        assumeThat(servers.external()).as("servers that a test may freeze").isFalse();
        var product = aProduct(3);
        show(product);
        servers.redis().pause();
        try {
            browseAndChange("frozen", product);
            change(product, 20_000);
            assertThat(show(product)).containsEntry("price", 20_000);
        } finally {
            servers.redis().resume();
        }
        // The entry of before the change is still in Redis, and must not come back with it.
        assertThat(show(product)).containsEntry("price", 20_000);
        cacheIsUsedAgain();
        assertThat(show(product)).containsEntry("price", 20_000);
    }

    private void browseAndChange(String how, UUID product) {
        var slowest = 0L;
        var givenUp = new AtomicInteger();
        breakers.circuitBreaker("product-cache").getEventPublisher().onError(event -> givenUp.incrementAndGet());
        var start = System.nanoTime();
        for (var i = 1; i <= 100; i++) {
            var began = System.nanoTime();
            // First a time of looking only: a lost eviction alone would keep everybody away from Redis.
            if (i > 50 && i % 10 == 0) {
                change(product, 10_000 + i);
            }
            var list = call(HttpMethod.GET, "/api/v1/products?sellerId=" + seller, null, null, null);
            assertThat(list.getStatusCode()).isEqualTo(HttpStatus.OK);
            assertThat(show(product)).containsEntry("price", i < 60 ? 10_000 : 10_000 + i / 10 * 10);
            slowest = Math.max(slowest, System.nanoTime() - began);
        }
        var total = Duration.ofNanos(System.nanoTime() - start);
        System.getLogger(getClass().getName())
                .log(
                        System.Logger.Level.INFO,
                        "With Redis {0}: 200 reads and 5 changes in {1} ms, the slowest two or three together {2} ms;"
                                + " {3} commands given up",
                        how,
                        total.toMillis(),
                        slowest / 1_000_000,
                        givenUp.get());
        assertThat(Duration.ofNanos(slowest)).as("the time a request has").isLessThan(Duration.ofMillis(2_500));
        // Not the time: on a busy machine it says little. Without a breaker each read would give up one command or
        // more.
        assertThat(givenUp)
                .hasPositiveValue()
                .hasValueLessThan(10 + 4 * (int) total.plusSeconds(1).toSeconds());
    }

    private void cacheIsUsedAgain() {
        var product = aProduct(1);
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            var before = hits();
            show(product);
            return hits() > before;
        });
    }

    private double hits() {
        return meters.counter("timedeal.cache", "kind", "product", "result", "hit")
                .count();
    }

    private void change(UUID product, long price) {
        assertThat(asSeller(HttpMethod.PATCH, "/api/v1/products/" + product, null, Map.of("price", price))
                        .getStatusCode())
                .isEqualTo(HttpStatus.OK);
    }

    private Map<String, Object> show(UUID product) {
        return call(HttpMethod.GET, "/api/v1/products/" + product, null, null, null)
                .getBody();
    }

    private RedisCache cache(CircuitBreaker itsBreaker) {
        return new RedisCache(
                new RedisEntries(redisson, itsBreaker, PATIENCE),
                new CacheSettings(CacheSettings.Store.REDIS, Duration.ofMinutes(1), Duration.ofSeconds(1)),
                json,
                new SimpleMeterRegistry());
    }

    private long price(Cache cache) {
        return cache.one(PRICE, id, () -> {
                    reads.incrementAndGet();
                    return Optional.of(new Price(database.get()));
                })
                .orElseThrow()
                .won();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause(Duration duration) {
        java.util.concurrent.locks.LockSupport.parkNanos(duration.toNanos());
    }

    record Price(long won) {}
}
