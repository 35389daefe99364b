package com.timedeal.launcher.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DawdlersTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void comeAgainWhenTheyAreDropped() throws Exception {
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                var dawdlers = Dawdlers.at(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 1)) {
            server.setSoTimeout((int) SOON.toMillis());
            server.accept().close();

            try (var again = server.accept()) {
                assertThat(again.getInputStream().read()).isEqualTo('P');
            }
            assertThat(dawdlers.dropped()).isOne();
        }
    }
}
