package com.timedeal.productservice.cache;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param products where products and deals that were shown are kept
 * @param ttl how old an entry may get whose eviction was lost; single entries live up to a fifth shorter
 * @param recoverInterval how soon, after a lost eviction, everything is dropped instead
 */
@Validated
@ConfigurationProperties("timedeal.cache")
record CacheSettings(
        @NotNull Store products,

        @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration ttl,

        @NotNull @DurationMin(millis = 10) @DurationMax(seconds = 10)
        Duration recoverInterval) {

    enum Store {
        REDIS,
        NONE
    }
}
