package com.timedeal.servicedefaults.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class WeakSecretsTests {

    private static final String RANDOM = "q7Zk1uWm0c9T2xYbL4sVn8EaRj5HdPgF";

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SecretAutoConfiguration.class))
            .withPropertyValues(
                    "timedeal.secrets.required=a.password,B_PASSWORD",
                    "a.password=" + RANDOM,
                    "spring.rabbitmq.password=" + RANDOM);

    @Test
    void startsWithRandomSecrets() {
        service.withPropertyValues("B_PASSWORD=" + RANDOM)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void refusesToStartWithoutASecret() {
        service.run(context -> assertThat(context)
                .getFailure()
                .isInstanceOf(WeakSecretException.class)
                .hasMessageContaining("B_PASSWORD is missing"));
    }

    @Test
    void refusesToStartWithoutASecretThatOnlyThisServiceNeeds() {
        var one = service.withPropertyValues("B_PASSWORD=" + RANDOM, "timedeal.secrets.also-required=c.secret");

        one.run(context -> assertThat(context)
                .getFailure()
                .isInstanceOf(WeakSecretException.class)
                .hasMessageContaining("c.secret is missing"));
        one.withPropertyValues("c.secret=" + RANDOM)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void saysWhichVariableIsMissingBehindASetting() {
        service.withPropertyValues("B_PASSWORD=${TIMEDEAL_NOT_THERE}")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(WeakSecretException.class)
                        .hasMessageContaining("B_PASSWORD is missing")
                        .hasMessageContaining("TIMEDEAL_NOT_THERE"));
    }

    @Test
    void asksForTheBrokersSecretWhereThereIsABroker() {
        service.withPropertyValues("B_PASSWORD=" + RANDOM, "spring.rabbitmq.password=guest")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(WeakSecretException.class)
                        .hasMessageContaining("spring.rabbitmq.password"));
        service.withClassLoader(new FilteredClassLoader(RabbitTemplate.class))
                .withPropertyValues("B_PASSWORD=" + RANDOM, "spring.rabbitmq.password=")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void refusesToStartWithASampleUnlessThatIsAllowed() {
        var withSample = service.withPropertyValues("B_PASSWORD=guest");

        withSample.run(context -> assertThat(context).getFailure().isInstanceOf(WeakSecretException.class));
        withSample
                .withPropertyValues("timedeal.secrets.allow-samples=true")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "                        ",
                "guest",
                "Password",
                "changeme-changeme-changeme",
                "please-ChangeMe-to-something-random",
                "secret-1234567890123456",
                "PASSWORD_1234567890",
                "timedeal-timedeal-timedeal",
                "your-secret-password-here",
                "aaaaaaaaaaaaaaaaaaaaaaaa",
                "fifteen-chars-1"
            })
    void knowsAWeakSecret(String value) {
        assertThatExceptionOfType(WeakSecretException.class)
                .isThrownBy(() -> SecretAutoConfiguration.check("name", value))
                .satisfies(e -> {
                    if (value != null && !value.isBlank()) {
                        assertThat(e.getMessage()).as("never tells the value").doesNotContain(value);
                    }
                });
    }

    @Test
    void acceptsSixteenCharacters() {
        assertThatCode(() -> SecretAutoConfiguration.check("name", RANDOM.substring(0, 16)))
                .doesNotThrowAnyException();
    }
}
