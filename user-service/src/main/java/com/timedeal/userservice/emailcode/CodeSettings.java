package com.timedeal.userservice.emailcode;

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
 * How long codes live and how often they may be had and tried. Counts are per address, whoever asks.
 *
 * @param goodFor a code
 * @param proofGoodFor what is had for a code
 * @param tries wrong ones that a code survives, less one
 * @param wrongPerDay after which no code of the address is accepted for the rest of the day
 * @param sends in {@code sendsWithin}
 * @param sendsPerDay in any day, over all purposes
 */
@Validated
@ConfigurationProperties("timedeal.codes")
record CodeSettings(
        @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 10) @DefaultValue("10m")
        Duration goodFor,

        @NotNull @DurationMin(millis = 100) @DurationMax(hours = 1) @DefaultValue("30m")
        Duration proofGoodFor,

        @Min(1) @Max(5) @DefaultValue("5") int tries,
        @Min(1) @Max(10) @DefaultValue("10") int wrongPerDay,
        @Min(1) @Max(3) @DefaultValue("3") int sends,

        @NotNull @DurationMin(millis = 100) @DefaultValue("10m")
        Duration sendsWithin,

        @Min(1) @Max(10) @DefaultValue("10") int sendsPerDay) {}
