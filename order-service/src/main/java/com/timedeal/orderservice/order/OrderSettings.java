package com.timedeal.orderservice.order;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param paymentDueAfter how long an accepted order may wait for payment
 * @param pendingAfter how long an order may stay PENDING before it is given up; far longer than a request may take
 * @param sweepInterval how often such orders are looked for
 */
@Validated
@ConfigurationProperties("timedeal.orders")
public record OrderSettings(
        @NotNull Duration paymentDueAfter,
        @NotNull Duration pendingAfter,
        @NotNull Duration sweepInterval) {}
