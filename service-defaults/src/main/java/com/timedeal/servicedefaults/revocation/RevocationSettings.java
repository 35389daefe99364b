package com.timedeal.servicedefaults.revocation;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How revoked tokens are followed.
 *
 * @param follow whether this service does
 * @param askEvery how often the feed is asked
 * @param keepFor longer than any access token lives, leeway included
 * @param staleAfter without an answer, it is said that revoked tokens may count
 */
@Validated
@ConfigurationProperties("timedeal.revocations")
record RevocationSettings(
        boolean follow,

        @NotNull @DurationMin(millis = 50) @DurationMax(seconds = 5) @DefaultValue("2s")
        Duration askEvery,

        @NotNull @DurationMin(minutes = 11) @DefaultValue("12m")
        Duration keepFor,

        @NotNull @DefaultValue("10s") Duration staleAfter) {}
