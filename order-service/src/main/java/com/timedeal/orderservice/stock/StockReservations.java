package com.timedeal.orderservice.stock;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClientException;

/**
 * Reserves the stock of an order: locks around a retry around a circuit breaker around the call. The order id makes the
 * call idempotent, which is what allows the retry.
 */
public class StockReservations {

    private static final Logger log = LoggerFactory.getLogger(StockReservations.class);

    private final ProductStockClient products;
    private final StockLocks locks;
    private final CircuitBreaker breaker;
    private final Retry retry;

    StockReservations(ProductStockClient products, StockLocks locks, CircuitBreaker breaker, Retry retry) {
        this.products = products;
        this.locks = locks;
        this.breaker = breaker;
        this.retry = retry;
    }

    /** @param lines quantity by product, ascending. Never throws for a product-service that is away: see Unknown. */
    public StockReservation reserve(UUID orderId, SortedMap<UUID, Long> lines) {
        Supplier<StockReservation> call = () -> products.reserve(orderId, lines);
        var guarded = Retry.decorateSupplier(retry, CircuitBreaker.decorateSupplier(breaker, call));
        return locks.around(new TreeSet<>(lines.keySet()), () -> {
            try {
                return guarded.get();
            } catch (CallNotPermittedException e) {
                return new StockReservation.Unknown();
            } catch (RestClientException e) {
                log.warn("No answer about stock for order {}: {}", orderId, e.toString());
                return new StockReservation.Unknown();
            }
        });
    }
}
