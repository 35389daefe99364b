package com.timedeal.servicedefaults.redis;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** Makes clients that fail fast: nobody here waits for Redis longer than for the work that it saves. */
public final class RedisClients {

    private static final int CONNECTIONS = 16;
    private static final int SUBSCRIPTIONS = 4;

    private RedisClients() {}

    /** Connects with the first command, so that a Redis that is away does not keep a service from starting. */
    public static RedissonClient open(RedisSettings settings) {
        var config = new Config();
        // Strings only: nothing that Redis holds is ever deserialised into objects.
        config.setCodec(StringCodec.INSTANCE);
        config.setLazyInitialization(true);
        var timeout = Math.toIntExact(settings.timeout().toMillis());
        config.useSingleServer()
                .setAddress("redis://" + settings.host() + ":" + settings.port())
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setSubscriptionConnectionPoolSize(SUBSCRIPTIONS)
                .setConnectTimeout(timeout)
                .setTimeout(timeout)
                .setRetryAttempts(0);
        if (settings.password() != null && !settings.password().isBlank()) {
            config.setPassword(settings.password());
        }
        return Redisson.create(config);
    }
}
