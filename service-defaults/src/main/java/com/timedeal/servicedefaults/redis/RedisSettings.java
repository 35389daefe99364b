package com.timedeal.servicedefaults.redis;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param password null or blank for a server without one @param timeout for one command, and for connecting */
@Validated
@ConfigurationProperties("timedeal.redis")
public record RedisSettings(
        @NotBlank String host,
        @Min(1) @Max(65_535) int port,
        String password,

        @NotNull @DurationMin(millis = 10) @DurationMax(millis = 1_000)
        Duration timeout) {

    /** Without the password. */
    @Override
    public String toString() {
        return "RedisSettings[host=" + host + ", port=" + port + ", timeout=" + timeout + "]";
    }
}
