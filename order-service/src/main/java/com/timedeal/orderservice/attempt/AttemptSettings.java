package com.timedeal.orderservice.attempt;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param keepFor how long failed attempts can be read
 * @param sweepInterval how often older ones are looked for
 */
@Validated
@ConfigurationProperties("timedeal.attempts")
record AttemptSettings(
        @NotNull @DurationMin(hours = 1) Duration keepFor,
        @NotNull Duration sweepInterval) {}
