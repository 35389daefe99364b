package com.timedeal.productservice.deal;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param sweepInterval how often deals are looked for whose state message was lost
 * @param askAfter how long after its end a deal may stay unsettled before order-service is asked
 * @param maxLead how far ahead a deal may be planned
 * @param maxDuration how long it may stay open
 */
@Validated
@ConfigurationProperties("timedeal.deals")
record DealSettings(
        @NotNull Duration sweepInterval,
        @NotNull Duration askAfter,
        @NotNull Duration maxLead,
        @NotNull Duration maxDuration) {}
