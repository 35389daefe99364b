package com.timedeal.productservice.cache;

import com.timedeal.servicedefaults.redis.RedisCalls;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.redisson.api.BatchOptions;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;

/**
 * Strings in Redis under the names that the cache gives them. Every call ends within the time limit; a breaker keeps a Redis
 * that is away from costing each request that long.
 */
class RedisEntries {

    /** Of what the entries hold: a release that holds anything else must not read them. Stamps have none. */
    static final String SHAPE = "v1";

    /** In braces, so that a cluster keeps all of it on one node and reads it with one command. */
    private static final String PREFIX = "timedeal:{product-cache}:";

    private final RedissonClient redisson;
    private final CircuitBreaker breaker;
    private final Duration timeout;

    RedisEntries(RedissonClient redisson, CircuitBreaker breaker, Duration timeout) {
        this.redisson = redisson;
        this.breaker = breaker;
        this.timeout = timeout;
    }

    static String stamp(Stamp stamp) {
        return PREFIX + "stamp:" + stamp.name();
    }

    static <K> String entry(Kind<K, ?> kind, K key) {
        return PREFIX + SHAPE + ":" + kind.name() + ":" + kind.key().apply(key);
    }

    boolean isUsable() {
        return breaker.getState() != CircuitBreaker.State.OPEN;
    }

    /** @return what there is, by name, as of one moment */
    Map<String, String> get(Collection<String> names) throws AwayException {
        return guarded(() -> redisson.getBuckets().<String>getAsync(names.toArray(String[]::new)));
    }

    /** Sets those that are not there; whoever is first wins. */
    void putIfAbsent(Map<String, String> values, Duration ttl) throws AwayException {
        guarded(() -> {
            var batch = redisson.createBatch(options());
            values.forEach((name, value) -> batch.<String>getBucket(name).setIfAbsentAsync(value, ttl));
            return batch.executeAsync();
        });
    }

    /** @param ttl at most; each lives up to a fifth shorter, so that they do not all end at once */
    void put(Map<String, String> values, Duration ttl) throws AwayException {
        guarded(() -> {
            var batch = redisson.createBatch(options());
            values.forEach((name, value) -> batch.<String>getBucket(name).setAsync(value, jittered(ttl)));
            return batch.executeAsync();
        });
    }

    void delete(Collection<String> names) throws AwayException {
        guarded(() -> redisson.getKeys().deleteAsync(names.toArray(String[]::new)));
    }

    /** Tries even while the breaker says that there is no point in it. */
    void deleteAnyway(String name) throws AwayException {
        inTime(() -> redisson.getKeys().deleteAsync(name));
    }

    static Duration jittered(Duration ttl) {
        var millis = ttl.toMillis();
        return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 5 + 1));
    }

    private BatchOptions options() {
        return BatchOptions.defaults().retryAttempts(0).responseTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> T guarded(Callable<? extends Future<T>> command) throws AwayException {
        try {
            breaker.acquirePermission();
        } catch (CallNotPermittedException e) {
            throw new AwayException(e);
        }
        var start = System.nanoTime();
        try {
            var answer = inTime(command);
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return answer;
        } catch (AwayException e) {
            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
            throw e;
        }
    }

    private <T> T inTime(Callable<? extends Future<T>> command) throws AwayException {
        try {
            return RedisCalls.inTime(command, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwayException(e);
        } catch (RedisException e) {
            throw new AwayException(e);
        }
    }
}
