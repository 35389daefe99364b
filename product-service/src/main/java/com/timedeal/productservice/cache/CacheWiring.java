package com.timedeal.productservice.cache;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CacheWiring {

    private static final String REDIS = "REDIS";

    @Bean
    Cache cache(CacheSettings settings, ObjectProvider<RedisEntries> redis, ObjectMapper json, MeterRegistry meters) {
        return switch (settings.products()) {
            case REDIS -> new RedisCache(redis.getObject(), settings, json, meters);
            case NONE -> new Cache.None();
        };
    }

    @Bean
    @ConditionalOnProperty(name = "timedeal.cache.products", havingValue = REDIS)
    RedisEntries redisEntries(RedissonClient redisson, CircuitBreakerRegistry breakers, RedisSettings settings) {
        return new RedisEntries(redisson, breakers.circuitBreaker("product-cache"), settings.timeout());
    }

    @Bean(destroyMethod = "shutdown")
    @ConditionalOnProperty(name = "timedeal.cache.products", havingValue = REDIS)
    RedissonClient redisson(RedisSettings settings) {
        var config = new Config();
        // Strings only: nothing that Redis holds is ever deserialised into objects of its choice.
        config.setCodec(StringCodec.INSTANCE);
        // A Redis that is away must not keep the service from starting.
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
