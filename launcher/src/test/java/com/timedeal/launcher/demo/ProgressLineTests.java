package com.timedeal.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.launcher.control.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTests {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void writesOverItsLineOnATerminal() {
        try (var progress = new ProgressLine(terminal(true))) {
            progress.step("rush", () -> "500 of 1000 answered, which is a lot");
        }

        var lines = printed.toString(StandardCharsets.UTF_8).split("\r\u001b\\[K");
        assertThat(lines).hasSizeGreaterThanOrEqualTo(3);
        assertThat(lines[1]).hasSize(39).contains("rush").doesNotContain("\n");
        assertThat(lines[lines.length - 1]).endsWith("which is a lot" + System.lineSeparator());
    }

    @Test
    void leavesPlainLinesElsewhere() {
        try (var progress = new ProgressLine(terminal(false))) {
            progress.step("shop", () -> "a seller");
            progress.step("rush", () -> "everybody");
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .noneMatch(line -> line.contains("\u001b"))
                .anyMatch(line -> line.matches(" +0\\.\\d s  shop +a seller"));
    }

    private Terminal terminal(boolean interactive) {
        return new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), interactive, 40);
    }
}
