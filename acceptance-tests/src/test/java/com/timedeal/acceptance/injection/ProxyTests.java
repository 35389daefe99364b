package com.timedeal.acceptance.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.acceptance.injection.Proxy.Direction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTests {

    private final Queue<Integer> heard = new ConcurrentLinkedQueue<>();
    private ServerSocket server;
    private Proxy proxy;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = new Proxy(server.getLocalPort());
        Thread.startVirtualThread(this::echo);
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        server.close();
    }

    private void echo() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.startVirtualThread(() -> echo(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void echo(Socket client) {
        try (client) {
            for (var read = client.getInputStream().read();
                    read >= 0;
                    read = client.getInputStream().read()) {
                heard.add(read);
                client.getOutputStream().write(read);
            }
        } catch (IOException broken) {
            // Seen at the other end.
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(300);
        return socket;
    }

    private static int exchange(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        return socket.getInputStream().read();
    }

    @Test
    void passesOnWhatIsSaid() throws IOException {
        try (var socket = connect()) {
            assertThat(exchange(socket, 7)).isEqualTo(7);
        }
    }

    @Test
    void losesAnswersAndDeliversThemWhenHealed() throws IOException {
        try (var socket = connect()) {
            exchange(socket, 1);
            proxy.hold(Direction.BACK);
            assertThatThrownBy(() -> exchange(socket, 2)).isInstanceOf(SocketTimeoutException.class);
            assertThat(heard).as("the question arrived").containsExactly(1, 2);
            proxy.heal();
            assertThat(socket.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void losesQuestions() throws IOException {
        try (var socket = connect()) {
            exchange(socket, 1);
            proxy.hold(Direction.THERE);
            assertThatThrownBy(() -> exchange(socket, 2)).isInstanceOf(SocketTimeoutException.class);
            assertThat(heard).containsExactly(1);
        }
    }

    @Test
    void takesItsTime() throws IOException {
        try (var socket = connect()) {
            exchange(socket, 1);
            proxy.delay(Duration.ofMillis(60));
            var begin = System.nanoTime();
            exchange(socket, 2);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
        }
    }

    @Test
    void breaksConnectionsAndServesNewOnes() throws IOException {
        try (var socket = connect()) {
            exchange(socket, 1);
            proxy.reset();
            assertThatThrownBy(() -> {
                        exchange(socket, 2);
                        exchange(socket, 3);
                    })
                    .isInstanceOf(SocketException.class);
        }
        try (var again = connect()) {
            assertThat(exchange(again, 4)).isEqualTo(4);
        }
    }

    @Test
    void refusesAndServesAgainOnTheSamePort() throws IOException {
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.heal();
        try (var again = connect()) {
            assertThat(exchange(again, 4)).isEqualTo(4);
        }
    }
}
