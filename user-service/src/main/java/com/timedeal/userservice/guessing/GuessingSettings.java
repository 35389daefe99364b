package com.timedeal.userservice.guessing;

import jakarta.validation.Valid;
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
 * How often may be guessed.
 *
 * @param account wrong passwords of one account, whoever tries
 * @param source wrong passwords and codes of one source, whatever it tries
 * @param mails codes sent for one source and not used
 * @param knownFor how long a source is known to an account whose password it had right
 * @param patience for Redis; then this instance counts by itself
 */
@Validated
@ConfigurationProperties("timedeal.guessing")
record GuessingSettings(
        @Valid @DefaultValue Account account,
        @Valid @DefaultValue Source source,
        @Valid @DefaultValue Mails mails,

        @NotNull @DurationMin(seconds = 1) @DurationMax(days = 90) @DefaultValue("30d")
        Duration knownFor,

        @NotNull @DurationMin(millis = 10) @DurationMax(seconds = 1) @DefaultValue("200ms")
        Duration patience) {

    record Account(
            @Min(3) @Max(20) @DefaultValue("10") int atOnce,

            @NotNull @DurationMin(millis = 100) @DefaultValue("6m")
            Duration oneMoreEvery) {

        Rate rate() {
            return new Rate(atOnce, oneMoreEvery);
        }
    }

    record Source(
            @Min(10) @Max(1_000_000) @DefaultValue("100") int atOnce,

            @NotNull @DurationMin(millis = 1) @DefaultValue("6s")
            Duration oneMoreEvery) {

        Rate rate() {
            return new Rate(atOnce, oneMoreEvery);
        }
    }

    record Mails(
            @Min(10) @Max(1_000_000) @DefaultValue("100") int atOnce,

            @NotNull @DurationMin(millis = 1) @DefaultValue("30s")
            Duration oneMoreEvery) {

        Rate rate() {
            return new Rate(atOnce, oneMoreEvery);
        }
    }
}
