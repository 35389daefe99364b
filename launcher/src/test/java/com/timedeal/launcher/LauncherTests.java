package com.timedeal.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.secrets.Keys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTests {

    @TempDir
    Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokens",
                "tokens 0",
                "tokens -1",
                "tokens many",
                "tokens 99999999999",
                "tokens 1 2",
                "mail --all",
                "admin",
                "admin kim",
                "admin a@b.kr c@d.kr",
                "mail a b",
                "tokens 1 --role KING",
                "tokens 1 --role",
                "up --frech",
                "up --instances",
                "up --instances order-service",
                "up --instances order-service=0",
                "up --instances orders=2",
                "down now",
                "status -v",
                "logs -f",
                "logs order-service user-service",
                "logs orders",
                "doctor please",
                "load",
                "load everything",
                "load deal-rush --buyers 0",
                "load deal-rush --buyers 1000000",
                "load deal-rush --units",
                "load deal-rush --host example.com",
                "compose-env now",
                "dance"
            })
    void answersNonsenseWithASentenceAndStatusTwo(String words) {
        assertThat(run(words)).isEqualTo(2);
        assertThat(err()).isNotBlank().doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(out()).isEmpty();
    }

    @Test
    void refusesTwoGateways() {
        assertThat(run("up --instances discovery-service=2")).isEqualTo(1);
        assertThat(err()).contains("discovery-service runs in one instance only");
    }

    @Test
    void printsTokensAsCsvAndNothingElse() throws IOException {
        new Keys(root.resolve(".timedeal")).ensure(Clock.systemUTC());

        assertThat(run("tokens 3 --role admin")).isZero();

        var lines = out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("userId,accessToken");
        assertThat(lines.subList(1, 4)).allMatch(line -> line.matches("[0-9a-f-]{36},[\\w-]+\\.[\\w-]+\\.[\\w-]+"));
        assertThat(err()).isEmpty();
    }

    @Test
    void saysThatNothingRuns() {
        assertThat(run("status")).isEqualTo(1);
        assertThat(out()).contains("order-service").contains("stopped").contains("./timedeal up");
        out.reset();
        assertThat(run("down")).isZero();
        assertThat(out()).contains("Nothing runs");
    }

    @Test
    void saysWhatIsNotBuilt() {
        assertThat(run("up")).isEqualTo(1);
        assertThat(err()).contains("local-infrastructure is not built");
    }

    @Test
    void explainsSettingsThatMakeNoSense() {
        assertThat(run(Map.of("TIMEDEAL_ORDER_PORT", "http"), "status")).isEqualTo(1);
        assertThat(err()).contains("TIMEDEAL_ORDER_PORT is 'http'");
        assertThat(run(Map.of("TIMEDEAL_INFRA", "docker"), "status")).isEqualTo(1);
        assertThat(err()).contains("TIMEDEAL_INFRA is 'docker'; it can be local or external.");
        assertThat(run(Map.of("TIMEDEAL_PORT_OFFSET", "60000"), "status")).isEqualTo(1);
        assertThat(err()).contains("above the highest port");
    }

    @Test
    void examinesServersThatRunElsewhereBeforeTheFirstStart() throws IOException {
        int free;
        try (var once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = once.getLocalPort();
        }
        var nobody = Integer.toString(free);
        var environment = Map.of(
                "TIMEDEAL_INFRA", "external",
                "TIMEDEAL_DB_PORT", nobody,
                "TIMEDEAL_REDIS_PORT", nobody,
                "TIMEDEAL_AMQP_PORT", nobody);

        assertThat(run(environment, "doctor")).isEqualTo(1);

        assertThat(out())
                .contains("✗ database at 127.0.0.1:")
                .contains("✗ Redis at 127.0.0.1:")
                .contains("✗ message broker at 127.0.0.1:")
                .contains("TIMEDEAL_AMQP_HOST");
    }

    private int run(String words) {
        return run(Map.of(), words.split(" "));
    }

    private int run(Map<String, String> environment, String... words) {
        var terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false, 80);
        List<String> args = Arrays.asList(words);
        return new Launcher(root, environment, terminal, new PrintStream(err, true, StandardCharsets.UTF_8)).run(args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
