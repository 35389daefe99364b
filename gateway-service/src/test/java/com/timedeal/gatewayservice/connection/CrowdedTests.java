package com.timedeal.gatewayservice.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.gatewayservice.RunningGateway;
import com.timedeal.gatewayservice.securitylog.HeardEvents;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A gateway that holds so little that one client can have all of it. */
@TestPropertySource(properties = {"timedeal.connections.connections-per-source=4", "timedeal.connections.held=1KB"})
class CrowdedTests extends RunningGateway {

    private static final String POST =
            "POST /api/v1/products?s3 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final Pattern NAME = Pattern.compile("(?i)\r\nx-request-id: ([0-9a-f]{32})\r\n");

    private HeardEvents heard;

    /** Not before: the gateway that starts for this class sets up logging anew. */
    @BeforeEach
    void listen() {
        heard = HeardEvents.listen();
    }

    @AfterEach
    void stop() {
        heard.close();
    }

    @Test
    void aSourceWithTooManyConnectionsIsTold() throws IOException {
        var sockets = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 10; i++) {
                sockets.add(connect());
            }
            await().untilAsserted(() -> assertThat(heard.lines())
                    .contains("TOO_MANY_CONNECTIONS - event.action=TOO_MANY_CONNECTIONS source.ip=127.0.0.1"));
            assertThat(isClosed(sockets.getLast())).isTrue();
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void bodiesThatWouldFillTheMemoryAreTold() {
        await().untilAsserted(() -> {
            var answer = sendRaw(POST + "800\r\n" + "x".repeat(0x800) + "\r\n");
            assertThat(answer).startsWith("HTTP/1.1 503 ");
            var name = NAME.matcher(answer);
            assertThat(name.find()).isTrue();
            assertThat(heard.lines())
                    .anyMatch(line -> line.startsWith("TOO_MANY_BODIES " + name.group(1) + " ")
                            && line.contains("status=503 source.ip=127.0.0.1 path=/api/v1/products"));
        });
        assertThat(heard.lines()).noneMatch(line -> line.contains("s3"));
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write("GET".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }
}
