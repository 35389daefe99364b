package com.timedeal.localinfrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What keeps the process from starting or running is said in a sentence, and nothing is left running. */
class RefusalIT {

    @Test
    void namesTheHolderOfATakenPortAndTheVariable() throws Exception {
        var home = ProcessUnderTest.emptyHome("port-taken");
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var port = Integer.toString(taken.getLocalPort());
            var refused = ProcessUnderTest.start(home, Map.of("TIMEDEAL_REDIS_PORT", port));

            assertThat(refused.exitStatus()).isEqualTo(1);
            assertThat(refused.output())
                    .contains("Port " + port + ", wanted for Redis, is taken by process "
                            + ProcessHandle.current().pid())
                    .contains("TIMEDEAL_REDIS_PORT")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void leavesAHomeAloneThatAnotherProcessHas() throws Exception {
        var home = ProcessUnderTest.emptyHome("shared");
        try (var first = ProcessUnderTest.start(home, Map.of())) {
            var refused = ProcessUnderTest.start(home, Map.of());

            assertThat(refused.exitStatus()).isEqualTo(1);
            assertThat(refused.output()).contains("already runs in " + home).contains("TIMEDEAL_HOME");
            assertThat(first.child("DB").isAlive()).isTrue();
            assertThat(home.resolve("infrastructure.env")).exists();
        }
        assertThat(home.resolve("infrastructure.env")).doesNotExist();
    }

    @Test
    void namesAPasswordThatIsMissing() throws Exception {
        var home = ProcessUnderTest.emptyHome("no-password");

        var refused = ProcessUnderTest.start(home, Map.of("TIMEDEAL_AMQP_PASSWORD", "guest"));

        assertThat(refused.exitStatus()).isEqualTo(1);
        assertThat(refused.output()).startsWith("TIMEDEAL_AMQP_PASSWORD must be set");
    }

    @Test
    void endsWithTheReasonWhenAServerDies() throws Exception {
        var home = ProcessUnderTest.emptyHome("server-dies");
        var started = ProcessUnderTest.start(home, Map.of());
        var redis = started.child("REDIS");

        started.child("DB").destroyForcibly();

        assertThat(started.exitStatus()).isEqualTo(1);
        assertThat(started.remainingOutput()).contains("mariadb ended unexpectedly with status 137");
        assertThat(redis.isAlive()).isFalse();
    }

    @Test
    void leavesAProcessAloneWhoseNumberWasGivenOutAgain() throws Exception {
        var home = ProcessUnderTest.emptyHome("stranger");
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.createDirectories(home.resolve("run"));
            Files.writeString(home.resolve("run/mariadb.pid"), stranger.pid() + "\n");
            try (var started = ProcessUnderTest.start(home, Map.of())) {
                assertThat(started.isReady()).isTrue();
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }
}
