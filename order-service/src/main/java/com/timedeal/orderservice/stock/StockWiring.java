package com.timedeal.orderservice.stock;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.servicedefaults.internalcall.InternalClients;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
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
class StockWiring {

    private static final String PRODUCT_STOCK = "product-stock";

    @Bean
    ProductStockClient productStockClient(InternalClients clients, StockSettings settings, ObjectMapper json) {
        return new ProductStockClient(clients.to("product-service", settings.readTimeout(), "stock.reserve"), json);
    }

    @Bean
    StockReservations stockReservations(
            ProductStockClient products, StockLocks locks, CircuitBreakerRegistry breakers, RetryRegistry retries) {
        return new StockReservations(
                products, locks, breakers.circuitBreaker(PRODUCT_STOCK), retries.retry(PRODUCT_STOCK));
    }

    @Bean
    StockLocks stockLocks(
            StockSettings settings,
            ObjectProvider<RedissonClient> redisson,
            CircuitBreakerRegistry breakers,
            MeterRegistry meters) {
        return switch (settings.locks()) {
            case REDISSON ->
                new RedissonStockLocks(redisson.getObject(), breakers.circuitBreaker("stock-locks"), settings, meters);
            case NONE -> new StockLocks.None();
        };
    }

    @Bean(destroyMethod = "shutdown")
    @ConditionalOnProperty(name = "timedeal.stock.locks", havingValue = "REDISSON")
    RedissonClient redisson(RedisSettings settings) {
        var config = new Config();
        // Strings only: nothing that Redis holds is ever deserialised into objects.
        config.setCodec(StringCodec.INSTANCE);
        // A Redis that is away must not keep the service from starting.
        config.setLazyInitialization(true);
        var timeout = Math.toIntExact(settings.timeout().toMillis());
        config.useSingleServer()
                .setAddress("redis://" + settings.host() + ":" + settings.port())
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(16)
                .setSubscriptionConnectionPoolSize(4)
                .setConnectTimeout(timeout)
                .setTimeout(timeout)
                .setRetryAttempts(0);
        if (settings.password() != null && !settings.password().isBlank()) {
            config.setPassword(settings.password());
        }
        return Redisson.create(config);
    }
}
