package com.timedeal.userservice.redis;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RedisWiring {

    @Bean
    Redis redis(RedissonClient redisson, RedisSettings settings) {
        return new Redis(redisson, settings.timeout());
    }

    @Bean(destroyMethod = "shutdown")
    RedissonClient redisson(RedisSettings settings) {
        var config = new Config();
        // Strings only: nothing that Redis holds is ever deserialised into objects.
        config.setCodec(StringCodec.INSTANCE);
        // A Redis that is away must not keep people from signing in.
        config.setLazyInitialization(true);
        var timeout = Math.toIntExact(settings.timeout().toMillis());
        config.useSingleServer()
                .setAddress("redis://" + settings.host() + ":" + settings.port())
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(16)
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setConnectTimeout(timeout)
                .setTimeout(timeout)
                .setRetryAttempts(0);
        if (settings.password() != null && !settings.password().isBlank()) {
            config.setPassword(settings.password());
        }
        return Redisson.create(config);
    }
}
