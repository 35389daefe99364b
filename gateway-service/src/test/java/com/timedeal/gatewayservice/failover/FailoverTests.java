package com.timedeal.gatewayservice.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.gatewayservice.Backend;
import com.timedeal.gatewayservice.Backend.Behaviour;
import com.timedeal.gatewayservice.RunningGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.netty.http.client.HttpClient;

class FailoverTests extends RunningGateway {

    private static final String BODY = "{\"quantity\":1}";

    @Autowired
    private HttpClient proxyClient;

    @Test
    void httpClientSendsNothingAgainByItself() {
        assertThat(proxyClient.configuration().isRetryDisabled()).isTrue();
    }

    @Test
    void refusedRequestsGoToAnotherInstance() {
        warmUpConnections("/api/v1/orders");
        ORDER.kill();

        var answers = IntStream.range(0, 10)
                .mapToObj(i -> post("/api/v1/orders", BODY + i))
                .toList();

        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .filteredOn(status -> status == 200)
                .hasSizeGreaterThanOrEqualTo(9);
        assertThat(OTHER_ORDER.received())
                .extracting(Backend.Received::body)
                .filteredOn(body -> !body.isEmpty())
                .contains(BODY + 9)
                .doesNotHaveDuplicates();
    }

    @Test
    void streamedBodyArrivesWholeAtTheOtherInstance() {
        ORDER.kill();
        var body = "x".repeat(60_000);

        for (var i = 0; i < 3; i++) {
            var answer = send(request("/api/v1/orders")
                    .POST(BodyPublishers.ofInputStream(
                            () -> new java.io.ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(OTHER_ORDER.lastReceived().body()).isEqualTo(body);
        }
    }

    @Test
    void instanceThatResetsIsLeftOut() {
        warmUpConnections("/api/v1/timed-events");
        SCHEDULE.behave(Behaviour.RESET_AFTER_READING);

        var failed = IntStream.range(0, 20)
                .mapToObj(i -> post("/api/v1/timed-events", BODY))
                .filter(answer -> answer.statusCode() != 200)
                .count();

        assertThat(failed).isLessThanOrEqualTo(1);
        assertThat(SCHEDULE.received().stream()
                        .filter(request -> request.method().equals("POST")))
                .hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void isUnavailableWhenEveryInstanceRefuses(String method) {
        ORDER.kill();
        OTHER_ORDER.kill();

        // A connection that is still in the pool may take the first request, and then nobody knows.
        var answer = await().until(
                        () -> send(request("/api/v1/orders").method(method, BodyPublishers.ofString(BODY))),
                        found -> found.statusCode() != 504);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After").map(Integer::parseInt))
                .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 3));
        assertThat(answer.body()).contains("\"code\":\"SERVICE_UNAVAILABLE\"", "will not be");
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"RESET_AFTER_READING", "RESET_WITHIN_HEADERS", "RESET_BEFORE_BODY"})
    void postThatLostItsAnswerIsUnknownAndNotSentAgain(Behaviour behaviour) {
        // On a pooled connection, as in a rush.
        get("/api/v1/products");
        PRODUCT.reset();
        PRODUCT.behave(behaviour);

        var answer = post("/api/v1/products", BODY, "Idempotency-Key", "k-1");

        assertUnknown(answer);
        assertThat(answer.body()).contains("same Idempotency-Key");
        assertThat(PRODUCT.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void nothingThatChangesSomethingIsSentAgain(String method) {
        PRODUCT.behave(Behaviour.RESET_AFTER_READING);

        assertUnknown(send(request("/api/v1/products/1").method(method, BodyPublishers.ofString(BODY))));
        assertThat(PRODUCT.received()).hasSize(1);
    }

    @Test
    void getThatLostItsAnswerIsSentOnceMore() {
        PRODUCT.behave(Behaviour.RESET_AFTER_READING);

        var answer = get("/api/v1/products");

        assertUnknown(answer);
        assertThat(answer.body()).doesNotContain("Idempotency-Key");
        assertThat(PRODUCT.received()).hasSize(2);
    }

    @Test
    void slowServiceIsCutOffInTime() {
        PRODUCT.behave(Behaviour.NEVER_ANSWER);
        var started = System.nanoTime();

        var answer = post("/api/v1/products", BODY);

        assertUnknown(answer);
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(3));
        assertThat(PRODUCT.received()).hasSize(1);
    }

    @Test
    void readingFromAServiceThatHangsIsRefusedAtOnceAfterAWhile() {
        PRODUCT.behave(Behaviour.NEVER_ANSWER);
        var waiting = IntStream.range(0, 30)
                .mapToObj(i -> Thread.ofVirtual().start(() -> get("/api/v1/deals")))
                .toList();
        waiting.forEach(FailoverTests::join);
        PRODUCT.reset();

        var answer = get("/api/v1/products");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("\"code\":\"SERVICE_UNAVAILABLE\"");
        assertThat(PRODUCT.received()).isEmpty();
        assertThat(post("/api/v1/products", BODY).statusCode()).isEqualTo(200);
    }

    @Test
    void buyingFromAServiceThatHangsIsAlwaysTried() {
        ORDER.behave(Behaviour.NEVER_ANSWER);
        OTHER_ORDER.behave(Behaviour.NEVER_ANSWER);
        var waiting = IntStream.range(0, 60)
                .mapToObj(i -> Thread.ofVirtual().start(() -> post("/api/v1/deals/1/orders", BODY)))
                .toList();
        waiting.forEach(FailoverTests::join);
        ORDER.reset();
        OTHER_ORDER.reset();

        assertThat(post("/api/v1/deals/1/orders", BODY).statusCode()).isEqualTo(200);
        assertThat(post("/api/v1/orders", BODY).statusCode()).isEqualTo(200);
    }

    @Test
    void slowServiceHoldsUpNoOther() {
        PRODUCT.behave(Behaviour.NEVER_ANSWER);
        var waiting = IntStream.range(0, 50)
                .mapToObj(i -> Thread.ofVirtual().start(() -> get("/api/v1/products")))
                .toList();

        assertThat(get("/api/v1/orders").statusCode()).isEqualTo(200);
        waiting.forEach(FailoverTests::join);
    }

    private void warmUpConnections(String path) {
        for (var i = 0; i < 4; i++) {
            get(path);
        }
    }

    private static void assertUnknown(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Served-By")).isEmpty();
        assertThat(answer.body()).contains("\"code\":\"UNKNOWN_OUTCOME\"");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
