package com.timedeal.gatewayservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTests extends RunningGateway {

    @ParameterizedTest
    @CsvSource({
        "order-service, /api/v1/deals/0193a1b2/orders",
        "order-service, /api/v1/deals/0193a1b2/orders/",
        "order-service, /api/v1/deals/0193a1b2/orders?page=1",
        "order-service, /api/v1/products/0193a1b2/orders",
        "order-service, /api/v1/users/me/coupons",
        "order-service, /api/v1/orders",
        "order-service, /api/v1/orders/0193a1b2/payments",
        "order-service, /api/v1/orders/export?format=csv",
        "order-service, /api/v1/orders/attempts",
        "order-service, /api/v1/deals/0193a1b2/orders/export?format=csv",
        "order-service, /api/v1/products/0193a1b2/orders/export?format=xlsx",
        "order-service, /api/v1/wishlist",
        "order-service, /api/v1/wishlist/items/0193a1b2",
        "order-service, /api/v1/coupons/0193a1b2/claims",
        "order-service, /api/v1/payments/callbacks/bank",
        "order-service, /api/v1/audit/order",
        "user-service, /api/v1/users",
        "user-service, /api/v1/users/me",
        "user-service, /api/v1/users/me/addresses/0193a1b2",
        "user-service, /api/v1/auth/login",
        "user-service, /api/v1/email-verifications/confirm",
        "user-service, /api/v1/notifications/stream",
        "user-service, /.well-known/jwks.json",
        "user-service, /api/v1/audit/user",
        "product-service, /api/v1/products?query=%EC%82%AC%EA%B3%BC",
        "product-service, /api/v1/products/0193a1b2",
        "product-service, /api/v1/products/0193a1b2/like",
        "product-service, /api/v1/categories/%EC%98%B7",
        "product-service, /api/v1/deals",
        "product-service, /api/v1/deals/0193a1b2",
        "product-service, /api/v1/deals/0193a1b2/close",
        "product-service, /api/v1/audit/product",
        "schedule-service, /api/v1/timed-events",
        "schedule-service, /api/v1/audit/schedule"
    })
    void sendsEachPathToItsService(String service, String path) {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Served-By")).hasValue(service);
        assertThat(receivedByAnyone())
                .last()
                .extracting(Backend.Received::target)
                .isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/favicon.ico",
                "/api/v1",
                "/api/v1/",
                "/api/v2/orders",
                "/api/v1/user",
                "/api/v1/audit",
                "/api/v1/audit/gateway",
                "/api/v1/audit/order/x",
                "/.well-known/openid-configuration",
                "/order-service/api/v1/orders",
                "/ORDER-SERVICE/api/v1/orders",
                "/order-service/internal/orders",
                "/API/V1/ORDERS",
                "/actuator",
                "/actuator/health",
                "/actuator/health/readiness",
                "/actuator/health/liveness",
                "/actuator/info",
                "/actuator/metrics",
                "/actuator/prometheus",
                "/actuator/refresh",
                "/actuator/threaddump",
                "/actuator/gateway",
                "/gateway/routes",
                "/health",
                "/v3/api-docs",
                "/swagger-ui/index.html",
                "/actuator/env",
                "/actuator/gateway/routes",
                "/actuator/heapdump",
                "/error"
            })
    void knowsNothingElse(String path) {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"NOT_FOUND\"", "https://timedeal.dev/problems/not-found");
        assertThat(receivedByAnyone()).isEmpty();
    }

    @Test
    void passesMethodBodyAndAnswerOn() {
        PRODUCT.answerWith("{\"productId\":1}");

        var answer = post(
                "/api/v1/products", "{\"name\":\"사과\"}", "Content-Type", "application/json", "Idempotency-Key", "k-1");

        assertThat(answer.body()).isEqualTo("{\"productId\":1}");
        var received = PRODUCT.lastReceived();
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.body()).isEqualTo("{\"name\":\"사과\"}");
        assertThat(received.headers().get("idempotency-key")).containsExactly("k-1");
    }

    @Test
    void sharesRequestsAmongInstances() {
        // One of them may still be left out because of another test.
        await().untilAsserted(() -> {
            get("/api/v1/timed-events");
            assertThat(SCHEDULE.received()).isNotEmpty();
            assertThat(OTHER_SCHEDULE.received()).isNotEmpty();
        });
    }

    @Test
    void refusesHeadersOfUnreasonableSize() {
        var answer = sendRaw("GET /api/v1/products HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000)
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.1 (413|431) .*");
        assertThat(receivedByAnyone()).isEmpty();
    }

    @Test
    void tellsItsHealthOnAnotherPortAndNothingMore() {
        assertThat(getManagement("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(getManagement("/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
        for (var path : new String[] {"/actuator", "/actuator/env", "/actuator/gateway/routes", "/actuator/heapdump"}) {
            assertThat(getManagement(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void namesNoProductOrVersion() {
        assertThat(get("/nothing").headers().map().keySet())
                .noneMatch(name -> name.equalsIgnoreCase("server") || name.equalsIgnoreCase("x-powered-by"));
    }
}
