package com.timedeal.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.timedeal.launcher.command.UsageException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoArgumentsTests {

    @Test
    void knowsWhatIsUsual() {
        var usual = DemoArguments.parse(List.of());

        assertThat(usual.exit()).isFalse();
        assertThat(usual.buyers()).isEqualTo(1_000);
        assertThat(usual.units()).isEqualTo(100);
        assertThat(usual.opensIn()).isEqualTo(Duration.ofSeconds(15));
        assertThat(usual.openFor()).isEqualTo(Duration.ofSeconds(20));
        assertThat(usual.seed()).isPositive();
        assertThat(usual.up()).isEmpty();
    }

    @Test
    void takesValuesInBothForms() {
        var asked = DemoArguments.parse(List.of(
                "--exit",
                "--buyers",
                "50",
                "--units=5",
                "--opens-in",
                "1500ms",
                "--open-for=1m",
                "--seed",
                "7",
                "--instances=order-service=2",
                "--fresh"));

        assertThat(asked)
                .isEqualTo(new DemoArguments(
                        true,
                        50,
                        5,
                        Duration.ofMillis(1_500),
                        Duration.ofMinutes(1),
                        7,
                        List.of("--instances", "order-service=2", "--fresh")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--buyers 0",
                "--buyers many",
                "--buyers",
                "--units -1",
                "--opens-in 999ms",
                "--opens-in 5h",
                "--open-for 10m",
                "--loud"
            })
    void refusesWhatMakesNoSense(String line) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> DemoArguments.parse(List.of(line.split(" "))))
                .withMessageContaining("Usage: ./timedeal demo");
    }
}
