package com.timedeal.gatewayservice.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.gatewayservice.answer.TestAnswerHeaders;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

class AnswerWithProblemTests {

    private static final String SECRET = "jdbc:mariadb://10.0.0.1";

    private final ObjectMapper json = Jackson2ObjectMapperBuilder.json().build();
    private final AnswerWithProblem answerWithProblem =
            new AnswerWithProblem(new ProblemBodies(json), TestAnswerHeaders.usual());

    @ParameterizedTest
    @MethodSource("failures")
    void namesEachFailure(Throwable failure, int status, String code) throws IOException {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/api/v1/orders"));
        exchange.getResponse().getHeaders().add("Set-Cookie", "left=over");

        answerWithProblem.handle(exchange, failure).block();

        var response = exchange.getResponse();
        assertThat(response.getStatusCode().value()).isEqualTo(status);
        assertThat(response.getHeaders().get("Set-Cookie")).isNull();
        var body = response.getBodyAsString().block();
        assertThat(body).doesNotContain(SECRET);
        var problem = json.readTree(body);
        assertThat(problem.get("code").asText()).isEqualTo(code);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(response.getHeaders().containsKey("Retry-After")).isEqualTo(status == 503);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(NotFoundException.create(false, SECRET), 503, "SERVICE_UNAVAILABLE"),
                arguments(new ConnectException(SECRET), 503, "SERVICE_UNAVAILABLE"),
                arguments(new ConnectTimeoutException(SECRET), 503, "SERVICE_UNAVAILABLE"),
                // The gateway takes a full pool for a late answer; but nothing was sent.
                arguments(
                        new ResponseStatusException(
                                HttpStatus.GATEWAY_TIMEOUT,
                                SECRET,
                                new PoolAcquireTimeoutException(Duration.ofSeconds(1))),
                        503,
                        "SERVICE_UNAVAILABLE"),
                arguments(
                        new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT, SECRET, new TimeoutException(SECRET)),
                        504,
                        "UNKNOWN_OUTCOME"),
                arguments(ReadTimeoutException.INSTANCE, 504, "UNKNOWN_OUTCOME"),
                arguments(new IOException(SECRET), 504, "UNKNOWN_OUTCOME"),
                arguments(new ResponseStatusException(HttpStatus.NOT_FOUND, SECRET), 404, "NOT_FOUND"),
                arguments(new MethodNotAllowedException("FOO", null), 405, "METHOD_NOT_ALLOWED"),
                arguments(new ServerWebInputException(SECRET), 400, "BAD_REQUEST"),
                arguments(new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE, SECRET), 413, "CONTENT_TOO_LARGE"),
                arguments(new IllegalStateException(SECRET), 500, "INTERNAL_ERROR"));
    }
}
