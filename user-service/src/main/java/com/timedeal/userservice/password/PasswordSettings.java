package com.timedeal.userservice.password;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much of the machine password hashing may have.
 *
 * @param atOnce hashes computed at the same time, 19 MiB each
 * @param patience how long a caller waits for its turn before it is told to come back later
 */
@Validated
@ConfigurationProperties("timedeal.passwords")
record PasswordSettings(
        @Min(1) @Max(256) @DefaultValue("8") int atOnce,
        @DurationMax(seconds = 1) @DefaultValue("50ms") Duration patience) {}
