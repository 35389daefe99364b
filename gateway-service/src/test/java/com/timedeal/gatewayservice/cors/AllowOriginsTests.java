package com.timedeal.gatewayservice.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.gatewayservice.answer.TestAnswerHeaders;
import com.timedeal.gatewayservice.securitylog.SecurityEvents;
import com.timedeal.gatewayservice.source.TestClientAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class AllowOriginsTests {

    private static final CorsSettings SETTINGS = new CorsSettings(List.of("https://shop.example", " "));

    @Test
    void namedOriginMayAskAndBuy() {
        var answer = preflight("https://shop.example", "POST", "authorization,idempotency-key,content-type");

        assertThat(answer.getStatusCode()).isNull(); // 200
        assertThat(answer.getHeaders().getAccessControlAllowOrigin()).isEqualTo("https://shop.example");
        assertThat(answer.getHeaders().getAccessControlAllowMethods()).contains(HttpMethod.POST);
        assertThat(answer.getHeaders().getAccessControlAllowCredentials()).isFalse();
        assertThat(answer.getHeaders().getVary()).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://shop.example",
                "https://shop.example:8443",
                "https://shop.example.evil.example",
                "https://evil-shop.example",
                "null"
            })
    void noOtherOriginMay(String origin) {
        var answer = preflight(origin, "GET", "authorization");

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(answer.getHeaders().getAccessControlAllowOrigin()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "null", "shop.example", "https://*.example", "https://shop.example/", "file://x"})
    void originsAreNamedOneByOne(String origin) {
        assertThatThrownBy(() -> new CorsSettings(List.of(origin))).hasMessageContaining(origin);
    }

    private static MockServerHttpResponse preflight(String origin, String method, String headers) {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.options("http://api.example/api/v1/orders")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", headers));
        new AllowOrigins()
                .corsWebFilter(
                        SETTINGS, TestAnswerHeaders.usual(), new SecurityEvents(TestClientAddress.withoutProxies()))
                .filter(exchange, ignored -> Mono.empty())
                .block();
        return exchange.getResponse();
    }
}
