package com.timedeal.gatewayservice.limit;

import com.timedeal.gatewayservice.securitylog.SecurityLog;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The permits that all instances of the gateway share, in Redis. Where Redis does not answer in time it is left alone for a moment,
 * and what is asked for is granted: the instance's own limit, which every request has passed before, holds alone then.
 */
@Component
class SharedPermits implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SharedPermits.class);
    private static final String PREFIX = "timedeal:limit:";
    private static final int THREADS = 2;

    private final LimitSettings settings;
    private final AtomicBoolean connecting = new AtomicBoolean();
    private volatile ClientResources resources;
    private volatile RedisClient client;
    private volatile AsyncProxyManager<String> buckets;
    private volatile long pausedUntil = System.nanoTime();
    private volatile boolean away;

    SharedPermits(LimitSettings settings) {
        this.settings = settings;
    }

    boolean isAsked() {
        return settings.shared();
    }

    /** How many of a block of permits there are, 0 for none. In bounded time; never fails. */
    Mono<Long> lease(String limit, Object key, Rate rate) {
        var current = buckets;
        if (System.nanoTime() - pausedUntil < 0 || current == null) {
            connect();
            return Mono.just(rate.block());
        }
        return Mono.fromFuture(() -> bucket(current, limit, key, rate).tryConsumeAsMuchAsPossible(rate.block()))
                .timeout(settings.within())
                .doOnNext(leased -> noteAnswer())
                .onErrorResume(failure -> {
                    noteFailure(failure);
                    return Mono.just(rate.block());
                });
    }

    /** Does not wait, and does not matter much. */
    void giveBack(String limit, Object key, Rate rate) {
        var current = buckets;
        if (settings.shared() && current != null && System.nanoTime() - pausedUntil >= 0) {
            bucket(current, limit, key, rate).addTokens(1).exceptionally(failure -> null);
        }
    }

    private static AsyncBucketProxy bucket(AsyncProxyManager<String> buckets, String limit, Object key, Rate rate) {
        var configuration =
                BucketConfiguration.builder().addLimit(rate.bandwidth()).build();
        // With the rate in the name: a bucket keeps the rate that it was made with.
        var name = PREFIX + limit + ':' + rate.permits() + ':' + rate.burst() + ':' + key;
        return buckets.getProxy(name, () -> CompletableFuture.completedFuture(configuration));
    }

    private void noteAnswer() {
        if (away) {
            away = false;
            log.info("Limits are shared again: Redis is back");
            SecurityLog.tell("LIMITS_SHARED_AGAIN", null);
        }
    }

    private void noteFailure(Throwable failure) {
        pausedUntil = System.nanoTime() + settings.pause().toNanos();
        if (!away) {
            away = true;
            log.warn("Each gateway limits by itself: Redis does not answer ({})", failure.toString());
            SecurityLog.tell("LIMITS_NOT_SHARED", null);
        }
    }

    /** Lettuce keeps up a connection that it has had; the first one is up to us. */
    private void connect() {
        var redis = client;
        if (redis == null
                || buckets != null
                || System.nanoTime() - pausedUntil < 0
                || !connecting.compareAndSet(false, true)) {
            return;
        }
        redis.connectAsync(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), uri())
                .whenComplete((connection, failure) -> {
                    if (failure == null) {
                        buckets = bucketsOf(connection);
                    } else {
                        noteFailure(failure);
                    }
                    connecting.set(false);
                });
    }

    private AsyncProxyManager<String> bucketsOf(StatefulRedisConnection<String, byte[]> connection) {
        return Bucket4jLettuce.casBasedBuilder(connection)
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(10)))
                .requestTimeout(settings.within())
                .maxRetries(3)
                .build()
                .asAsync();
    }

    private RedisURI uri() {
        var redis = settings.redis();
        var uri = RedisURI.builder()
                .withHost(redis.host())
                .withPort(redis.port())
                .withTimeout(settings.within())
                .withClientName("timedeal-gateway");
        if (!redis.password().isBlank()) {
            uri.withPassword(redis.password().toCharArray());
        }
        return uri.build();
    }

    @Override
    public void start() {
        if (!settings.shared()) {
            return;
        }
        resources = DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                // Lettuce would wait up to 30 s before it looks again for a Redis that was away.
                .reconnectDelay(Delay.constant(settings.pause()))
                .build();
        var made = RedisClient.create(resources);
        made.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.within())
                        .build())
                .build());
        client = made;
        connect();
    }

    @Override
    public void stop() {
        buckets = null;
        client.shutdownAsync(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS);
        client = null;
    }

    @Override
    public boolean isRunning() {
        return client != null;
    }
}
