package com.timedeal.scheduleservice.timedevent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class FiringSettingsTests {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @Test
    void hasDefaults() {
        service.run(context -> assertThat(context.getBean(FiringSettings.class))
                .isEqualTo(new FiringSettings(
                        Duration.ofMillis(250),
                        50,
                        Duration.ofMinutes(1),
                        Duration.ofDays(30),
                        Duration.ofSeconds(5))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"poll=501ms", "poll=0ms", "batch=0", "batch=1001", "recurrence-interval=99ms", "overdue=999ms"})
    void refusesWhatWouldMakeEventsLateOrTheDatabaseBusy(String setting) {
        service.withPropertyValues("timedeal.schedule." + setting)
                .run(context -> assertThat(context).hasFailed());
    }

    @EnableConfigurationProperties(FiringSettings.class)
    static class Settings {}
}
