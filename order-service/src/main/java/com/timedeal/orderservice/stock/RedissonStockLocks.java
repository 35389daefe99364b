package com.timedeal.orderservice.stock;

import com.timedeal.servicedefaults.redis.RedisCalls;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plain Redisson lock per product, taken in ascending order with a bounded wait and a fixed lease.
 *
 * <p>Not had in time, or Redis away: the order goes on without, and is counted. A breaker keeps a dead Redis from costing
 * every order its time-out.
 */
class RedissonStockLocks implements StockLocks {

    private static final Logger log = LoggerFactory.getLogger(RedissonStockLocks.class);

    /** On top of the client's own time-out, which is shorter. */
    private static final Duration ANSWER = Duration.ofMillis(500);

    private final RedissonClient redisson;
    private final CircuitBreaker breaker;
    private final StockSettings settings;
    private final Counter unlocked;

    RedissonStockLocks(RedissonClient redisson, CircuitBreaker breaker, StockSettings settings, MeterRegistry meters) {
        this.redisson = redisson;
        this.breaker = breaker;
        this.settings = settings;
        this.unlocked = Counter.builder("timedeal.stock.unlocked")
                .description("Orders that took stock without all their locks")
                .register(meters);
    }

    @Override
    public <T> T around(SortedSet<UUID> productIds, Supplier<T> work) {
        var held = new ArrayDeque<RLock>();
        try {
            if (!acquire(productIds, held)) {
                unlocked.increment();
            }
            return work.get();
        } finally {
            release(held);
        }
    }

    /** @param held receives what was acquired, latest first */
    private boolean acquire(SortedSet<UUID> productIds, Deque<RLock> held) {
        var deadline = System.nanoTime() + settings.lockWait().toNanos();
        try {
            for (var productId : productIds) {
                var lock = redisson.getLock("timedeal:stock:{" + productId + "}");
                var wait = Duration.ofNanos(deadline - System.nanoTime());
                if (wait.isNegative() || !breaker.executeCallable(() -> tryLock(lock, wait))) {
                    return false;
                }
                held.push(lock);
            }
            return true;
        } catch (CallNotPermittedException e) {
            return false;
        } catch (RedisException e) {
            log.warn("Ordering without locks: {}", e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            // Declared by Callable only.
            throw new IllegalStateException(e);
        }
    }

    private boolean tryLock(RLock lock, Duration wait) throws InterruptedException {
        var owner = owner();
        var lease = settings.lockLease().toMillis();
        return RedisCalls.inTime(
                () -> lock.tryLockAsync(wait.toMillis(), lease, TimeUnit.MILLISECONDS, owner), wait.plus(ANSWER));
    }

    /** Redisson's locks belong to a thread; this one waits while others do the work. */
    private static long owner() {
        return Thread.currentThread().threadId();
    }

    private void release(Deque<RLock> held) {
        var owner = owner();
        try {
            for (var lock : held) {
                if (RedisCalls.inTime(() -> lock.isHeldByThreadAsync(owner), ANSWER)) {
                    RedisCalls.inTime(() -> lock.unlockAsync(owner), ANSWER);
                }
            }
        } catch (RedisException e) {
            // The rest fall by themselves when their lease ends; trying each would cost a time-out each.
            log.warn("Locks could not be released: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
