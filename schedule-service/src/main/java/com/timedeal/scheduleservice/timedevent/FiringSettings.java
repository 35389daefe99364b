package com.timedeal.scheduleservice.timedevent;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param poll how long an event that another instance stored may stay unseen; the wait for known events is exact
 * @param batch how many events are fired in one transaction at most
 * @param recurrenceInterval how often it is made sure that recurring events wait for their next time; they follow each other
 *     without that, it only begins and mends
 * @param keepRecurring how long a recurring event stays to be seen after it has fired
 * @param overdue when the audit calls an event that has not fired late
 */
@Validated
@ConfigurationProperties("timedeal.schedule")
record FiringSettings(
        @DefaultValue("250ms") @DurationMin(millis = 10) @DurationMax(millis = 500)
        Duration poll,

        @DefaultValue("50") @Min(1) @Max(1_000) int batch,

        @DefaultValue("1m") @DurationMin(millis = 100) Duration recurrenceInterval,

        @DefaultValue("30d") @DurationMin(days = 1) Duration keepRecurring,

        @DefaultValue("5s") @DurationMin(seconds = 1) Duration overdue) {}
