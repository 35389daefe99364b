package com.timedeal.launcher.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import com.timedeal.launcher.audit.Audit.Request;
import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.secrets.Keys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTests {

    @TempDir
    static Path home;

    private final AtomicInteger asked = new AtomicInteger();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer gateway;
    private volatile int brokenUntil;
    private volatile boolean onceQuiet = true;

    @BeforeAll
    static void makeKeys() throws IOException {
        new Keys(home).ensure(Clock.systemUTC());
    }

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("user", "\"U1\",\"figures\":{\"accounts\":3}", false);
        answer(
                "product",
                "\"I6\",\"figures\":{\"sold\":0,\"held\":100}},{\"id\":\"I8\",\"holds\":true,"
                        + "\"figures\":{\"deals\":1,\"units\":100,\"open_now\":0}},{\"id\":\"I4\",\"holds\":true,"
                        + "\"figures\":{\"reserved\":1}},{\"id\":\"I17-product\",\"holds\":true,"
                        + "\"figures\":{\"units\":0}",
                false);
        answer(
                "order",
                "\"I1\",\"figures\":{\"allotments\":1,\"units\":100,\"units_left\":0,\"unsold\":0,"
                        + "\"units_not_cancelled\":100,\"given_back\":0}},"
                        + "{\"id\":\"I13\",\"holds\":true,\"figures\":{\"holding_stock\":1}",
                true);
        answer(
                "schedule",
                "\"S1\",\"figures\":{\"of_deals\":2}},{\"id\":\"S4\",\"holds\":true,"
                        + "\"figures\":{\"cancelled_references\":0}",
                false);
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void printsEveryInvariantWithItsNumbers() throws Exception {
        assertThat(audit()).isZero();
        assertThat(output())
                .contains("I1", "units=100 units_left=0", "OK", "15 invariants evaluated, all OK.")
                .doesNotContain("BROKEN");
    }

    @Test
    void namesWhatIsBroken() throws Exception {
        brokenUntil = Integer.MAX_VALUE;

        assertThat(audit()).isOne();
        assertThat(output()).contains("BROKEN", "I1 (order) is broken: Statement.", "deal_id=d1 remaining=null");
    }

    @Test
    void waitsForWhatHoldsOnceQuiet() throws Exception {
        brokenUntil = 2;

        assertThat(audit("--wait", "30")).isZero();
        assertThat(asked).hasValue(3);
    }

    @Test
    void doesNotWaitForWhatMustAlwaysHold() throws Exception {
        brokenUntil = 2;
        onceQuiet = false;

        assertThat(audit("--wait", "30")).isOne();
        assertThat(asked).hasValue(1);
    }

    @Test
    void speaksJsonToPrograms() throws Exception {
        assertThat(audit("--json")).isZero();
        var json = new ObjectMapper().readTree(output());
        assertThat(json.path("holds").asBoolean()).isTrue();
        assertThat(json.path("findings").path(0).path("source").asText()).isEqualTo("user");
    }

    @Test
    void countsAServiceThatDoesNotAnswerAsBroken() throws Exception {
        gateway.removeContext("/api/v1/audit/user");

        assertThat(audit()).isOne();
        assertThat(output()).contains("- (user) is broken: The service evaluates its invariants.", "status 404");
    }

    @Test
    void saysWhatToDoWhenNothingRuns() {
        stop();

        assertThatExceptionOfType(Failure.class).isThrownBy(this::audit).withMessageContaining("./timedeal up");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(Request.parse(List.of("--wait=5", "--json"))).isEqualTo(new Request(Duration.ofSeconds(5), true));
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> Request.parse(List.of("--wait")));
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> Request.parse(List.of("--wait", "-1")));
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> Request.parse(List.of("now")));
    }

    /** @param first id and figures of the first invariant, and whole invariants after it */
    private void answer(String service, String first, boolean mayBreak) {
        gateway.createContext("/api/v1/audit/" + service, exchange -> {
            var broken = mayBreak && asked.incrementAndGet() <= brokenUntil;
            var status = exchange.getRequestHeaders().getFirst("Authorization").startsWith("Bearer ") ? 200 : 401;
            var body = "{\"service\":\"" + service
                    + "-service\",\"invariants\":[{\"statement\":\"Statement.\",\"holds\":"
                    + !broken + ",\"onceQuiet\":" + onceQuiet + ",\"discrepancies\":"
                    + (broken ? "[{\"deal_id\":\"d1\",\"remaining\":null}],\"discrepancyCount\":1" : "[]") + ",\"id\":"
                    + first + "}]}";
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private int audit(String... args) throws IOException, InterruptedException {
        var address = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Audit(address, home, Clock.systemUTC(), new Terminal(out, false, 80)).run(List.of(args));
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
