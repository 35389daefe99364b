package com.timedeal.launcher.generator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GeneratorTests {

    private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsEachRequestOnceAndCountsTheAnswers() throws IOException {
        try (var generator = new Generator(List.of(server.getAddress()), 8, 201, "\"left\":0")) {
            var result = generator.closed(numbered(100));

            assertThat(result.statuses()).containsOnly(Map.entry(201, 50), Map.entry(409, 50));
            assertThat(result.marked()).isEqualTo(50);
            assertThat(result.samples()).containsOnlyKeys(409);
            assertThat(result.latencies()).hasSize(100).isSorted();
        }
        assertThat(seen)
                .hasSize(100)
                .allSatisfy((path, times) -> assertThat(times).hasValue(1));
    }

    @Test
    void keepsToItsRate() throws IOException {
        try (var generator = new Generator(List.of(server.getAddress()), 8, 201, null)) {
            var result = generator.open(numbered(100), 200);

            // The last one is due after 495 ms, whatever the machine does.
            assertThat(result.seconds()).isGreaterThan(0.49);
            assertThat(result.latencies()).hasSize(100);
        }
    }

    @Test
    void theWaitForAFreeConnectionCountsAtAConstantRate() throws IOException {
        try (var generator = new Generator(List.of(server.getAddress()), 1, 201, null)) {
            var result = generator.open(slow(10), 1_000);

            // Ten of 50 ms over one connection, all due in the first ten milliseconds.
            assertThat(result.latencyMillis(1)).isGreaterThan(450);
            assertThat(result.latencyMillis(0.5)).isGreaterThan(200);
        }
    }

    @Test
    void aConnectionThatIsClosedAfterARefusalIsMadeAnew() throws IOException {
        try (var generator = new Generator(List.of(server.getAddress()), 2, 503, null)) {
            var result = generator.closed(requests("/busy/", 20));

            assertThat(result.statuses()).containsOnly(Map.entry(503, 20));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        seen.computeIfAbsent(path, any -> new AtomicInteger()).incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        if (path.startsWith("/slow")) {
            pause();
        }
        if (path.startsWith("/busy")) {
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(503, 2);
            try (var out = exchange.getResponseBody()) {
                out.write("{}".getBytes(US_ASCII));
            }
            return;
        }
        var odd = path.matches(".*[13579]");
        var body = (odd ? "{\"code\":\"SOLD_OUT\",\"left\":0}" : "{}").getBytes(US_ASCII);
        // One in chunks, the other with its length.
        exchange.sendResponseHeaders(odd ? 409 : 201, odd ? 0 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Requests numbered(int count) {
        return requests("/", count);
    }

    private static Requests slow(int count) {
        return requests("/slow/", count);
    }

    private static Requests requests(String path, int count) {
        return new Requests() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public void put(int number, ByteBuffer buffer) {
                buffer.put(("POST " + path + number + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}")
                        .getBytes(US_ASCII));
            }
        };
    }
}
