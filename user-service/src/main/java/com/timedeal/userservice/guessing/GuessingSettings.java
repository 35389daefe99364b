package com.timedeal.userservice.guessing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often a password of one account may be tried, whoever tries.
 *
 * @param atOnce wrong ones in a row
 * @param oneMoreEvery after which there is another try
 */
@Validated
@ConfigurationProperties("timedeal.guessing")
record GuessingSettings(
        @Min(3) @Max(20) @DefaultValue("10") int atOnce,

        @NotNull @DurationMin(millis = 100) @DefaultValue("6m")
        Duration oneMoreEvery) {}
