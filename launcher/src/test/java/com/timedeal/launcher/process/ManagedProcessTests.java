package com.timedeal.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.launcher.command.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path home;

    private ManagedProcess process;

    @AfterEach
    void end() throws IOException, InterruptedException {
        process.kill();
    }

    @Test
    void isFoundAgainAndStopped() throws IOException, InterruptedException {
        process = started("exec sleep 300");
        var again = new ManagedProcess(home, "x");

        assertThat(again.running()).isEqualTo(process.running()).isPresent();
        assertThat(again.version()).isEqualTo("v1");
        assertThatThrownBy(() -> again.start(List.of("true"), Map.of(), home, "v1"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("runs already");
        assertThat(again.stop(SOON)).isTrue();
        assertThat(process.running()).isEmpty();
        assertThat(again.stop(SOON)).as("stopping twice is harmless").isTrue();
    }

    @Test
    void isInASessionOfItsOwn() throws IOException, InterruptedException {
        process = started("exec sleep 300");
        var handle = process.running().orElseThrow();
        // The shell in between replaces itself a moment after the process was made.
        while (!handle.info().command().orElse("").endsWith("sleep")) {
            Thread.onSpinWait();
        }

        var session = Processes.output(List.of("ps", "-o", "sess=", "-p", Long.toString(handle.pid())))
                .strip();

        assertThat(session).isEqualTo(Long.toString(handle.pid()));
    }

    @Test
    void isKilledWhenItDoesNotStop() throws IOException, InterruptedException {
        process = started("trap '' TERM; echo deaf; while :; do sleep 300 & wait; done");
        while (process.log().tail(1).isEmpty()) {
            Thread.onSpinWait();
        }

        assertThat(process.stop(Duration.ofMillis(300))).isFalse();
        assertThat(process.running()).isEmpty();
    }

    @Test
    void stopsEvenWhilePaused() throws IOException, InterruptedException {
        process = started("exec sleep 300");
        process.pause();

        assertThat(process.stop(SOON)).isTrue();
    }

    @Test
    void seesNothingOfOurEnvironment() throws IOException, InterruptedException {
        process = started("env; echo end");
        while (!process.log().tail(1).equals(List.of("end"))) {
            Thread.onSpinWait();
        }

        assertThat(process.log().tail(50)).contains("GIVEN=1").noneMatch(line -> line.startsWith("HOME="));
    }

    private ManagedProcess started(String script) throws IOException {
        var made = new ManagedProcess(home, "x");
        made.start(List.of("/bin/sh", "-c", script), Map.of("GIVEN", "1", "PATH", System.getenv("PATH")), home, "v1");
        return made;
    }
}
