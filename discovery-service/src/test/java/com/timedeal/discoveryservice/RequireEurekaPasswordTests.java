package com.timedeal.discoveryservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.discoveryservice.RequireEurekaPassword.UnusablePassword;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

class RequireEurekaPasswordTests {

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = "                    ")
    void refusesAMissingPassword(String password) {
        assertThat(RequireEurekaPassword.reasonToRefuse(password)).hasValue("is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"changeme", "secret", "a", "K9vQx2LrT7mWc4Z"})
    void refusesAShortPassword(String password) {
        assertThat(RequireEurekaPassword.reasonToRefuse(password)).hasValue("is shorter than 16 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "changemechangeme",
                "change-me-change-me",
                "ChangeMe-ChangeMe-1",
                "my-secret-password",
                "timedeal-eureka-password",
                "aaaaaaaaaaaaaaaaaaaa",
                "0123456789012345",
                "password12345678"
            })
    void refusesASample(String password) {
        assertThat(RequireEurekaPassword.reasonToRefuse(password)).hasValue("is a known sample");
    }

    @ParameterizedTest
    @CsvSource({"K9vQx2LrT7mWc4Zp", "k3JxQ0v9ZrT2mB7nWc5yHd8sLf4gPa6U", "guestK9vQx2LrT7mWc4ZpB8nHs5Yd"})
    void acceptsARandomOne(String password) {
        assertThat(RequireEurekaPassword.reasonToRefuse(password)).isEmpty();
    }

    @Test
    void saysInOneSentenceWhatToDoAndNeverThePassword() {
        var context = new GenericApplicationContext();
        context.setEnvironment(new MockEnvironment().withProperty("TIMEDEAL_EUREKA_PASSWORD", "changeme"));

        assertThatThrownBy(() -> new RequireEurekaPassword().initialize(context))
                .isInstanceOf(UnusablePassword.class)
                .hasMessage("TIMEDEAL_EUREKA_PASSWORD is shorter than 16 characters: set it to a random secret of at"
                        + " least 16 characters, the same for all services.");
    }
}
