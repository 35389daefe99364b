package com.timedeal.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.timedeal.launcher.command.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritePerformanceTests {

    @TempDir
    Path docs;

    @Test
    void renewsWhatWasMeasuredAndNothingElse() throws IOException {
        Files.writeString(
                docs.resolve("performance.md"),
                "Before.\n" + WritePerformance.BEGIN + "\nold figures\n" + WritePerformance.END + "\nAfter.\n");
        var results = new Results();
        results.add(new Shot("no-op direct", 20_000, 20_000, Map.of(0.5, 1.0, 0.99, 2.0, 1.0, 3.0), Map.of(), ""));

        for (var time = 0; time < 2; time++) {
            new WritePerformance(docs).write(results, new Circumstances(List.of("on a machine")));
        }

        assertThat(docs.resolve("performance.md"))
                .content()
                .startsWith("Before.\n")
                .endsWith("\nAfter.\n")
                .containsOnlyOnce("- on a machine")
                .contains("| no-op direct | 20,000 |")
                .doesNotContain("old figures");
        assertThat(docs.resolve("images/performance.svg")).content().contains("20,000</text>", "</svg>");
    }

    @Test
    void refusesAPageThatHasLostItsMarks() {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> WritePerformance.renewed("no marks", List.of("figures")));
    }
}
