package com.timedeal.concurrencylab.buying;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param password null or blank for a server without one @param timeout for one command */
@Validated
@ConfigurationProperties("timedeal.redis")
record RedisAddress(
        @NotBlank String host,
        int port,
        String password,
        @NotNull Duration timeout) {}
