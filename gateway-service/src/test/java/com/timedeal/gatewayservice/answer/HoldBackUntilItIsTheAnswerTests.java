package com.timedeal.gatewayservice.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class HoldBackUntilItIsTheAnswerTests {

    private final HoldBackUntilItIsTheAnswer filter = new HoldBackUntilItIsTheAnswer(TestAnswerHeaders.usual());
    private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/"));

    @Test
    void headersOfALateAnswerDoNotReachTheProblemThatWasSentInstead() {
        var late = answerOfTheService();
        sendProblem();

        late.setStatusCode(HttpStatus.CREATED);
        late.getHeaders().add("Location", "/api/v1/orders/1");

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.GATEWAY_TIMEOUT);
        assertThat(exchange.getResponse().getHeaders().containsKey("Location")).isFalse();
    }

    @Test
    void headersOfAnAnswerThatBrokeOffDoNotReachTheProblem() {
        var broken = answerOfTheService();
        broken.setStatusCode(HttpStatus.CREATED);
        broken.getHeaders().add("Location", "/api/v1/orders/1");

        sendProblem();

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.GATEWAY_TIMEOUT);
        assertThat(exchange.getResponse().getHeaders().containsKey("Location")).isFalse();
    }

    @Test
    void anAnswerGoesOutWithItsStatusAndAllItsHeaders() {
        var answer = answerOfTheService();
        answer.setStatusCode(HttpStatus.CREATED);
        answer.getHeaders().add("Set-Cookie", "a=1");
        answer.getHeaders().add("Set-Cookie", "b=2");

        write(answer, "done");

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(exchange.getResponse().getHeaders().get("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(exchange.getResponse().getBodyAsString().block()).isEqualTo("done");
    }

    private ServerHttpResponse answerOfTheService() {
        var seen = new AtomicReference<ServerHttpResponse>();
        filter.filter(exchange, inner -> {
                    seen.set(inner.getResponse());
                    return Mono.empty();
                })
                .block();
        return seen.get();
    }

    private void sendProblem() {
        exchange.getResponse().setStatusCode(HttpStatus.GATEWAY_TIMEOUT);
        write(exchange.getResponse(), "{}");
    }

    private static void write(ServerHttpResponse response, String body) {
        response.writeWith(Mono.just(response.bufferFactory().wrap(body.getBytes(StandardCharsets.UTF_8))))
                .block();
    }
}
