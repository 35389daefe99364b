package com.timedeal.concurrencylab.buying;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param retries attempts after the first that a purchase has the optimistic way; changed by {@code PUT /lab/tuning}
 * @param lockWait how long a purchase waits for a lock in Redis
 * @param lockLease after which Redis takes a lock back
 * @param batchSize orders that one transaction writes at most
 */
@Validated
@ConfigurationProperties("timedeal.lab")
record LabSettings(
        @Min(0) @Max(1000) int retries,
        @NotNull Duration lockWait,
        @NotNull Duration lockLease,
        @Min(1) @Max(1000) int batchSize,
        @NotNull Duration paymentDueAfter) {}
