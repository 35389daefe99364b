package com.timedeal.gatewayservice.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class OpenConnectionsTests {

    private final OpenConnections connections = new OpenConnections(new ConnectionSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            DataSize.ofKilobytes(64),
            DataSize.ofKilobytes(4),
            DataSize.ofBytes(100),
            3,
            2));

    @Test
    void areLimitedInAllAndPerSource() throws UnknownHostException {
        assertThat(connections.note(from("192.0.2.1", 1))).isTrue();
        assertThat(connections.note(from("192.0.2.1", 2))).isTrue();
        assertThat(connections.note(from("192.0.2.1", 3)))
                .as("a third of one source")
                .isFalse();
        connections.forget(from("192.0.2.1", 3));
        assertThat(connections.note(from("192.0.2.2", 1))).isTrue();
        assertThat(connections.note(from("192.0.2.3", 1))).as("a fourth in all").isFalse();
        connections.forget(from("192.0.2.3", 1));
        connections.forget(from("192.0.2.1", 1));

        assertThat(connections.count()).isEqualTo(2);
        assertThat(connections.note(from("192.0.2.3", 1))).isTrue();
    }

    @Test
    void keepNoMoreBytesWaitingThanTheyMay() {
        assertThat(connections.hold(60)).isTrue();
        assertThat(connections.hold(60)).isFalse();
        assertThat(connections.held()).isEqualTo(60);
        connections.letGo(60);

        assertThat(connections.hold(100)).isTrue();
    }

    private static SocketAddress from(String address, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(address), port);
    }
}
