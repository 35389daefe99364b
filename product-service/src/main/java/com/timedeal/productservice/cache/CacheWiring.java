package com.timedeal.productservice.cache;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.servicedefaults.redis.RedisClients;
import com.timedeal.servicedefaults.redis.RedisSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisSettings.class)
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
        return RedisClients.open(settings);
    }
}
