package com.timedeal.orderservice.stock;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.servicedefaults.internalcall.InternalClients;
import com.timedeal.servicedefaults.redis.RedisClients;
import com.timedeal.servicedefaults.redis.RedisSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisSettings.class)
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
        return RedisClients.open(settings);
    }
}
