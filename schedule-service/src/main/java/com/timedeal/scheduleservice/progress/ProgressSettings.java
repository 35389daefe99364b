package com.timedeal.scheduleservice.progress;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.validation.annotation.Validated;

/**
 * @param cron when orders are moved on: second, minute, hour, day of the month, month, day of the week
 * @param zone whose time of day the cron expression means
 */
@Validated
@ConfigurationProperties("timedeal.progress")
record ProgressSettings(
        @DefaultValue("0 0 4 * * *") @NotNull CronExpression cron,
        @DefaultValue("Asia/Seoul") @NotNull ZoneId zone) {

    ProgressSettings {
        // The 30th of February is a well-formed expression.
        if (cron != null && zone != null && cron.next(Instant.EPOCH.atZone(zone)) == null) {
            throw new IllegalArgumentException("timedeal.progress.cron never comes: " + cron);
        }
    }

    /** @return the first time after that instant */
    Instant after(Instant instant) {
        return cron.next(instant.atZone(zone)).toInstant();
    }
}
