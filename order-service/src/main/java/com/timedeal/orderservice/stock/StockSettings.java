package com.timedeal.orderservice.stock;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param lockWait how long an order may wait for all its locks together
 * @param lockLease after which a lock falls by itself; the work under it must be done in a third of that
 * @param readTimeout how long product-service may take for one attempt
 */
@Validated
@ConfigurationProperties("timedeal.stock")
record StockSettings(
        @NotNull Locks locks,
        @NotNull Duration lockWait,
        @NotNull Duration lockLease,
        @NotNull Duration readTimeout) {

    enum Locks {
        REDISSON,
        NONE
    }
}
