package com.timedeal.orderservice.fulfilment;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param shipAfter how long an order is PAID before it is shipped, and may still be cancelled
 * @param deliverAfter how long it is on its way
 * @param returnAfter how long goods that are sent back are on their way
 * @param returnWindow how long after delivery goods may be sent back
 */
@Validated
@ConfigurationProperties("timedeal.fulfilment")
record FulfilmentSettings(
        @NotNull Duration shipAfter,
        @NotNull Duration deliverAfter,
        @NotNull Duration returnAfter,
        @NotNull Duration returnWindow) {}
