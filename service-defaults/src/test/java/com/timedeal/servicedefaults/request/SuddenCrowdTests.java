package com.timedeal.servicedefaults.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.timedeal.servicedefaults.TestService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** Many connections that come faster than they are taken. */
class SuddenCrowdTests {

    /** As many as a gateway may have to an instance. */
    private static final int CROWD = 1_000;

    private static final int PATIENCE_MILLIS = 500;

    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        EmbeddedWebServerFactoryCustomizerAutoConfiguration.class
    })
    static class OnlyAServer {}

    @Test
    void everybodyIsLetInToTheQueue() throws IOException {
        assumeThat(allowedByTheKernel()).isGreaterThanOrEqualTo(CROWD);
        // It takes one and leaves all others where they are, as if it had no time for them.
        var settings =
                List.of(TestService.SETTINGS, TestService.NAME, "server.port=0", "server.tomcat.max-connections=1");
        List<Socket> crowd = new ArrayList<>();
        try (var context = new SpringApplicationBuilder(OnlyAServer.class)
                .properties(settings.toArray(String[]::new))
                .run()) {
            var port = ((ServletWebServerApplicationContext) context)
                    .getWebServer()
                    .getPort();
            for (var number = 0; number < CROWD; number++) {
                var socket = new Socket();
                crowd.add(socket);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            }
            assertThat(crowd).allMatch(Socket::isConnected);
        } finally {
            for (var socket : crowd) {
                socket.close();
            }
        }
    }

    /** 0 where nobody says. */
    private static int allowedByTheKernel() throws IOException {
        var limit = Path.of("/proc/sys/net/core/somaxconn");
        if (!Files.exists(limit)) {
            return 0;
        }
        // In one go: whoever asks such a file for a second piece is told that it is at its end.
        try (var reader = Files.newBufferedReader(limit)) {
            return Integer.parseInt(reader.readLine().strip());
        }
    }
}
