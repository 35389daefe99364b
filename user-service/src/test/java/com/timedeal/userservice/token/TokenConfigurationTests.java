package com.timedeal.userservice.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TokenConfigurationTests {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(TokenConfiguration.class, Settings.class);

    @TempDir
    private Path folder;

    @Test
    void startsWithAKey() throws Exception {
        TestKeyFolder.add(folder, "20260101T000000Z");

        context.withPropertyValues("timedeal.tokens.keys=" + folder)
                .run(started -> assertThat(started).hasSingleBean(SigningKeys.class));
    }

    @Test
    void saysInOneSentenceWhyItDoesNotStart() {
        context.withPropertyValues("timedeal.tokens.keys=" + folder).run(started -> {
            assertThat(started).hasFailed();
            assertThat(analyse(started.getStartupFailure()).getDescription())
                    .isEqualTo("There is no key to sign access tokens with in the folder " + folder + ".");
        });
        context.withPropertyValues("timedeal.tokens.keys=").run(started -> {
            assertThat(started).hasFailed();
            assertThat(analyse(started.getStartupFailure()).getAction()).contains("TIMEDEAL_TOKEN_KEYS");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"11m", "10m1s", "0s", "-1m"})
    void refusesTokensThatLiveTooLongOrNotAtAll(String lifetime) throws Exception {
        TestKeyFolder.add(folder, "20260101T000000Z");

        context.withPropertyValues("timedeal.tokens.keys=" + folder, "timedeal.tokens.lifetime=" + lifetime)
                .run(started -> assertThat(started).hasFailed());
    }

    private static FailureAnalysis analyse(Throwable failure) {
        return new UnusableKeysFailureAnalyzer().analyze(failure);
    }

    @EnableConfigurationProperties(TokenSettings.class)
    static class Settings {}
}
