package com.timedeal.orderservice.order;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param paymentDueAfter how long an accepted order may wait for payment
 * @param pendingAfter how long an order may stay PENDING before it is given up; far longer than a request may take
 * @param sweepInterval how often such orders, and those that nobody paid, are looked for
 * @param coolDownAfterExpiry how long a person waits for another order of a deal after one that they did not pay for; 0 for
 *     no wait
 * @param keepRequests how long the keys of cancellations and returns are remembered; at least a day
 */
@Validated
@ConfigurationProperties("timedeal.orders")
public record OrderSettings(
        @NotNull Duration paymentDueAfter,
        @NotNull Duration pendingAfter,
        @NotNull Duration sweepInterval,
        @NotNull @DurationMin Duration coolDownAfterExpiry,
        @NotNull @DurationMin(days = 1) Duration keepRequests) {}
