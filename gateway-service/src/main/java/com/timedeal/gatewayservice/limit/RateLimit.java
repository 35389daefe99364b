package com.timedeal.gatewayservice.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.timedeal.gatewayservice.limit.Permit.AskRedis;
import com.timedeal.gatewayservice.limit.Permit.Granted;
import com.timedeal.gatewayservice.limit.Permit.Refused;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/**
 * One limit, in two layers. Each instance of the gateway lets through no more than the rate by itself, whatever Redis says or does not
 * say; and of that only what it has leased, in blocks, from the bucket in Redis that all instances share. Thread-safe.
 */
final class RateLimit {

    private static final Duration SHORTEST_MEMORY = Duration.ofSeconds(10);

    private final String name;
    private final Rate rate;
    private final Bandwidth bandwidth;
    private final SharedPermits shared;
    private final Cache<Object, Allowance> known;

    /** What is known here of one account or source. */
    private static final class Allowance {

        private final Bucket own;
        private final AtomicLong leased;
        private volatile long refusedUntil = System.nanoTime();

        Allowance(Rate rate, Bandwidth bandwidth) {
            own = Bucket.builder().addLimit(bandwidth).build();
            leased = new AtomicLong(rate.onCredit());
        }

        boolean spendLeased() {
            if (leased.getAndDecrement() > 0) {
                return true;
            }
            leased.incrementAndGet();
            return false;
        }
    }

    RateLimit(String name, Rate rate, LimitSettings settings, SharedPermits shared) {
        this.name = name;
        this.rate = rate;
        this.bandwidth = rate.isLimited() ? rate.bandwidth() : null;
        this.shared = shared;
        // Whoever was silent for so long has all permits again anyway.
        var memory = rate.isLimited() ? rate.untilFull().multipliedBy(2) : SHORTEST_MEMORY;
        this.known = Caffeine.newBuilder()
                .maximumSize(settings.remembered())
                .expireAfterAccess(memory.compareTo(SHORTEST_MEMORY) < 0 ? SHORTEST_MEMORY : memory)
                .executor(Runnable::run)
                .build();
    }

    String name() {
        return name;
    }

    /** Never waits. */
    Permit take(Object key) {
        if (!rate.isLimited()) {
            return Granted.NOW;
        }
        var allowance = allowance(key);
        if (!allowance.own.tryConsume(1)) {
            return new Refused(
                    Duration.ofNanos(allowance.own.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
        }
        if (!shared.isAsked() || allowance.spendLeased()) {
            return Granted.NOW;
        }
        return System.nanoTime() - allowance.refusedUntil < 0 ? new Refused(rate.untilNext()) : AskRedis.FIRST;
    }

    /** The second half of {@link #take}, after {@link AskRedis}: {@link Granted} or {@link Refused}, in bounded time; never fails. */
    Mono<Permit> lease(Object key) {
        return shared.lease(name, key, rate).map(leased -> {
            var allowance = allowance(key);
            if (leased == 0) {
                allowance.refusedUntil = System.nanoTime() + rate.untilNext().toNanos();
                return new Refused(rate.untilNext());
            }
            allowance.leased.addAndGet(leased - 1);
            return Granted.NOW;
        });
    }

    /** The request turned out to be none of those that are limited. */
    void giveBack(Object key) {
        if (rate.isLimited()) {
            allowance(key).own.addTokens(1);
            shared.giveBack(name, key, rate);
        }
    }

    private Allowance allowance(Object key) {
        return known.get(key, anybody -> new Allowance(rate, bandwidth));
    }
}
