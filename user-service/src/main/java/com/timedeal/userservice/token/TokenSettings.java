package com.timedeal.userservice.token;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How access tokens are made.
 *
 * @param keys folder of {@code <name>.pem}, RSA in PKCS#8; the name is the key's id
 * @param lifetime of a token that is not revoked
 * @param lookEvery how often, at most, the folder is looked at for new keys
 */
@Validated
@ConfigurationProperties("timedeal.tokens")
record TokenSettings(
        Path keys,

        @NotNull @DurationMin(seconds = 30) @DurationMax(minutes = 10) @DefaultValue("10m")
        Duration lifetime,

        @NotNull @DurationMin(millis = 1) @DurationMax(seconds = 10) @DefaultValue("2s")
        Duration lookEvery) {}
