package com.timedeal.orderservice.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedTokenTests {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void withoutATokenItDoesTheUsual(String token) {
        assertThat(SimulatedToken.of(token).kind()).isEqualTo(SimulatedToken.Kind.DEFAULT);
    }

    @Test
    void readsHowLongItTakes() {
        assertThat(SimulatedToken.of("slow:1500"))
                .isEqualTo(new SimulatedToken(SimulatedToken.Kind.SLOW, Duration.ofMillis(1_500)));
        assertThat(SimulatedToken.of("callback-twice").kind()).isEqualTo(SimulatedToken.Kind.CALLBACK_TWICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow:", "slow:soon", "slow:-1", "late:99999999", "surprise", "slow:1:2"})
    void knowsNothingElse(String token) {
        assertThat(SimulatedToken.of(token).kind()).isEqualTo(SimulatedToken.Kind.UNKNOWN);
    }
}
