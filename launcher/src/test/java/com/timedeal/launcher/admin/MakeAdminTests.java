package com.timedeal.launcher.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.secrets.Keys;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakeAdminTests {

    private final List<String> asked = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer server;
    private String items = "[]";

    @TempDir
    private Path home;

    @BeforeEach
    void start() throws Exception {
        new Keys(home).ensure(Clock.systemUTC());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var bytes = ("{\"items\": " + items + "}").getBytes(StandardCharsets.UTF_8);
            var isPut = exchange.getRequestMethod().equals("PUT");
            exchange.sendResponseHeaders(isPut ? 204 : 200, isPut ? -1 : bytes.length);
            if (!isPut) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void addsTheRoleToThoseThereAre() throws Exception {
        items = "[{\"userId\": \"u1\", \"roles\": [\"BUYER\", \"SELLER\"]}]";

        assertThat(admin("kim+1@example.com")).isZero();

        assertThat(asked)
                .containsExactly(
                        "GET /api/v1/users?email=kim%2B1%40example.com ",
                        "PUT /api/v1/users/u1/roles {\"roles\":[\"ADMIN\",\"BUYER\",\"SELLER\"]}");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("from the next login on");
    }

    @Test
    void changesNothingTwice() throws Exception {
        items = "[{\"userId\": \"u1\", \"roles\": [\"BUYER\", \"ADMIN\"]}]";

        assertThat(admin("kim@example.com")).isZero();

        assertThat(asked).hasSize(1);
    }

    @Test
    void knowsNobodyWhoHasNotSignedUp() {
        assertThatThrownBy(() -> admin("kim@example.com"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("sign up first");
        assertThatThrownBy(() -> admin("kim")).isInstanceOf(UsageException.class);
    }

    private int admin(String address) throws Exception {
        var gateway = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var terminal = new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false, 80);
        return new MakeAdmin(gateway, home, Clock.systemUTC(), terminal).run(List.of(address));
    }
}
