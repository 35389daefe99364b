package com.timedeal.orderservice.claim;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param batchSize claims that one transaction decides at most
 * @param queueCapacity claims that may wait; who comes on top is told to come back
 * @param pace how soon after the one before a batch may begin in a rush; zero for at once. A batch that had no company is
 *     followed at once in any case
 * @param writers transactions that one instance has on their way at once
 * @param takenWithin how long a claim waits for a writer; after that it is withdrawn
 * @param decidedWithin how long a claim that a writer has taken may still take; after that its outcome is unknown
 * @param lookInterval how often the state of allotments that people ask for is read
 */
@Validated
@ConfigurationProperties("timedeal.claims")
record ClaimSettings(
        @Min(1) @Max(1000) int batchSize,
        @Min(1) int queueCapacity,
        @NotNull Duration pace,
        @Min(1) @Max(8) int writers,
        @NotNull Duration takenWithin,
        @NotNull Duration decidedWithin,
        @NotNull Duration lookInterval) {}
