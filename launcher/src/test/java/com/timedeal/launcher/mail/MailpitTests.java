package com.timedeal.launcher.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.timedeal.launcher.command.Failure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MailpitTests {

    private static final String LIST = """
            {"total": 1, "messages": [{"ID": "m1", "Created": "2026-11-21T08:00:00.5Z",
              "To": [{"Name": "", "Address": "a@b.kr"}], "Subject": "Your code"}]}""";

    @Test
    void readsMailsThroughTheApi() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/api/v1/", exchange -> {
            var body = exchange.getRequestURI().getPath().equals("/api/v1/message/m1")
                    ? "{\"ID\": \"m1\", \"Text\": \"It is 12345678.\"}"
                    : LIST;
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            var mailbox = new Mailpit(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort()));

            assertThat(mailbox.newest(5)).singleElement().satisfies(mail -> {
                assertThat(mail.to()).isEqualTo("a@b.kr");
                assertThat(mail.text()).isEqualTo("It is 12345678.");
            });
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysWhereItLooked() {
        assertThatThrownBy(() -> new Mailpit(URI.create("http://127.0.0.1:1")).newest(5))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("TIMEDEAL_MAILPIT_URL");
    }
}
