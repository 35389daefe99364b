package com.timedeal.scheduleservice.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;

class ProgressSettingsTests {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @Test
    void isDueAtFourInSeoulUnlessToldOtherwise() {
        service.run(context -> assertThat(
                        context.getBean(ProgressSettings.class).after(Instant.parse("2026-11-20T18:59:59.999999Z")))
                .isEqualTo("2026-11-20T19:00:00Z"));
        service.run(context -> assertThat(
                        context.getBean(ProgressSettings.class).after(Instant.parse("2026-11-20T19:00:00Z")))
                .as("always later")
                .isEqualTo("2026-11-21T19:00:00Z"));
    }

    @Test
    void mayBeDueEveryFewSeconds() {
        service.withPropertyValues("timedeal.progress.cron=*/5 * * * * *")
                .run(context -> assertThat(
                                context.getBean(ProgressSettings.class).after(Instant.parse("2026-11-20T18:59:58Z")))
                        .isEqualTo("2026-11-20T19:00:00Z"));
    }

    @Test
    void skipsAnHourThatTheZoneSkips() {
        service.withPropertyValues("timedeal.progress.cron=0 30 2 * * *", "timedeal.progress.zone=Europe/Berlin")
                .run(context -> assertThat(
                                context.getBean(ProgressSettings.class).after(Instant.parse("2026-03-28T12:00:00Z")))
                        .isBetween(Instant.parse("2026-03-29T00:00:00Z"), Instant.parse("2026-03-30T00:30:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cron=every day", "cron=0 0 4 * *", "cron=0 0 4 30 2 *", "zone=Mars/Olympus"})
    void refusesWhatNeverComes(String setting) {
        service.withPropertyValues("timedeal.progress." + setting)
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(ProgressSettings.class)
    @Import(ProgressEvents.class)
    static class Settings {}
}
