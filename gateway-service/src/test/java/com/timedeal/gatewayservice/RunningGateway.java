package com.timedeal.gatewayservice;

import com.timedeal.gatewayservice.token.TestTokens;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole gateway in front of backends on sockets; one context for all tests that extend this. */
@SpringBootTest(
        classes = GatewayServiceApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "TIMEDEAL_EUREKA_PASSWORD=K9vQx2LrT7mWc4ZpB8nHs5Yd",
            "eureka.client.enabled=false",
            "spring.cloud.gateway.server.webflux.httpclient.response-timeout=1s",
            "timedeal.signing-keys.at-most-every=20ms",
            "timedeal.connections.headers-within=1s",
            "timedeal.connections.body-within=1s",
            "management.server.port=0",
            "timedeal.limits.shared=false"
        })
public abstract class RunningGateway {

    protected static final Backend USER = Backend.of("user-service");
    protected static final Backend PRODUCT = Backend.of("product-service");
    protected static final Backend ORDER = Backend.of("order-service");
    protected static final Backend OTHER_ORDER = Backend.of("order-service");
    protected static final Backend SCHEDULE = Backend.of("schedule-service");
    protected static final Backend OTHER_SCHEDULE = Backend.of("schedule-service");

    protected static final TestTokens TOKENS = new TestTokens();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Autowired
    private CircuitBreakerRegistry circuitBreakers;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void instances(DynamicPropertyRegistry registry) {
        register(registry, "user-service", USER);
        register(registry, "product-service", PRODUCT);
        register(registry, "order-service", ORDER, OTHER_ORDER);
        register(registry, "schedule-service", SCHEDULE, OTHER_SCHEDULE);
        USER.answerWith(TOKENS.jwks());
    }

    private static void register(DynamicPropertyRegistry registry, String service, Backend... backends) {
        for (var i = 0; i < backends.length; i++) {
            var uri = "http://127.0.0.1:" + backends[i].port();
            registry.add("spring.cloud.discovery.client.simple.instances." + service + "[" + i + "].uri", () -> uri);
        }
    }

    @BeforeEach
    void resetBackends() {
        circuitBreakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        backends().forEach(Backend::reset);
        USER.answerWith(TOKENS.jwks());
    }

    protected static Stream<Backend> backends() {
        return Stream.of(USER, PRODUCT, ORDER, OTHER_ORDER, SCHEDULE, OTHER_SCHEDULE);
    }

    protected static List<Backend.Received> receivedByAnyone() {
        return backends().flatMap(backend -> backend.received().stream()).toList();
    }

    protected HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** From this machine alone. */
    protected HttpResponse<String> getManagement(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)));
    }

    protected HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)));
    }

    protected HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10));
        return headers.length == 0 ? request : request.headers(headers);
    }

    protected HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    protected Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5_000);
        return socket;
    }

    /** Sends bytes no well-behaved client would, and returns the whole answer. */
    protected String sendRaw(String request) {
        try (var socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
