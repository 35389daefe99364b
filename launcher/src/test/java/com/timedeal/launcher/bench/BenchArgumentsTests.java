package com.timedeal.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.timedeal.launcher.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchArgumentsTests {

    @Test
    void measuresEverythingThreeTimesUnlessToldOtherwise() {
        var arguments = BenchArguments.parse(List.of());

        assertThat(arguments.cases()).containsExactlyInAnyOrderElementsOf(BenchCase.usual());
        assertThat(arguments.rounds()).isEqualTo(3);
    }

    @Test
    void looksAtTheMainRatiosWhenItIsToBeQuick() {
        var arguments = BenchArguments.parse(List.of("--quick"));

        assertThat(arguments.cases()).isEqualTo(BenchCase.quick());
        assertThat(arguments.rounds()).isOne();
    }

    @Test
    void takesCasesOneByOneAndSeveralAtOnce() {
        var arguments = BenchArguments.parse(List.of("--case", "no-op,purchase", "--case=row-lock", "--rounds", "5"));

        assertThat(arguments.cases())
                .containsExactlyInAnyOrder(BenchCase.NO_OP, BenchCase.PURCHASE, BenchCase.ROW_LOCK);
        assertThat(arguments.rounds()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--case=nothing", "--rounds=0", "--fast", "--seconds=x", "--other-gateway=/no/such/folder"})
    void refusesWhatItDoesNotUnderstand(String argument) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> BenchArguments.parse(List.of(argument)));
    }

    @Test
    void anotherGatewayIsNeverIgnored(@TempDir Path checkout) throws IOException {
        Files.createDirectories(checkout.resolve("gateway-service/target"));
        var other = "--other-gateway=" + checkout;

        assertThat(BenchArguments.parse(List.of(other)).otherBuild()).contains(checkout);
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> BenchArguments.parse(List.of(other, "--again")));
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> BenchArguments.parse(List.of(other, "--case=no-op")));
    }

    @Test
    void aQuickLookIsNotWrittenDown() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> BenchArguments.parse(List.of("--quick", "--write")));
    }
}
