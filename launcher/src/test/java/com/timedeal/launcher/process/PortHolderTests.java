package com.timedeal.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class PortHolderTests {

    @Test
    void namesTheProcessThatListens() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortHolder.isTaken(server.getLocalPort())).isTrue();
            assertThat(PortHolder.describe(server.getLocalPort()))
                    .hasValueSatisfying(text -> assertThat(text)
                            .contains("java")
                            .contains("pid " + ProcessHandle.current().pid()));
        }
    }

    @Test
    void seesWhoListensOnAllAddresses() throws IOException {
        try (var server = new ServerSocket(0)) {
            assertThat(PortHolder.isTaken(server.getLocalPort())).isTrue();
        }
    }

    @Test
    void seesWhoHoldsAPortWithoutListening() throws IOException {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThat(PortHolder.isTaken(socket.getLocalPort())).isTrue();
        }
    }

    @Test
    void knowsThatAPortIsFree() throws IOException {
        int port;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }

        assertThat(PortHolder.isTaken(port)).isFalse();
        assertThat(PortHolder.describe(port)).isEmpty();
    }
}
