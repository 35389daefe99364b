package com.timedeal.userservice.session;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a login goes on.
 *
 * @param goodFor from the login, however often it is refreshed
 * @param grace how long a used token may come once more from the same client, whose answer was lost
 * @param most sessions of an account; the oldest ends for a newer one
 * @param keepFor how long an ended session can be looked at
 */
@Validated
@ConfigurationProperties("timedeal.sessions")
record SessionSettings(
        @NotNull @DurationMin(minutes = 10) @DurationMax(days = 90) @DefaultValue("30d")
        Duration goodFor,

        @NotNull @DurationMax(seconds = 30) @DefaultValue("10s")
        Duration grace,

        @Min(1) @Max(100) @DefaultValue("20") int most,
        @NotNull @DefaultValue("7d") Duration keepFor) {}
