package com.timedeal.gatewayservice.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.gatewayservice.RunningGateway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefuseAmbiguousPathsTests extends RunningGateway {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/stock/reservations/1",
                "/internal",
                "/INTERNAL/stock",
                "//internal/stock",
                "/./internal/stock",
                "/%69nternal/stock",
                "/internal;x=1/stock",
                "/;/internal/stock",
                "/internal%2fstock",
                "/internal%00/stock",
                "/api/v1/products/../../../internal/stock",
                "/api/v1/products/..;/..;/..;/internal/stock",
                "/api/v1/products/..;x=1/..;x=1/..;x=1/internal/stock",
                "/api/v1/products/%2e%2e/%2e%2e/%2E%2E/internal/stock",
                "/api/v1/products/.%2e/.%2e/.%2e/internal/stock",
                "/api/v1/products/..%2f..%2f..%2finternal/stock",
                "/api/v1/products/..%252f..%252f..%252finternal/stock",
                "/api/v1/products/%252e%252e/%252e%252e/internal/stock",
                "/api/v1/products/..%5c..%5c..%5cinternal/stock",
                "/api/v1/products/..\\..\\..\\internal\\stock",
                "/api/v1/products//internal/stock",
                "/api/v1/products/./../internal/stock",
                "/api/v1/products/x/..",
                "/api/v1/products/.",
                "/api/v1/products/x;/internal",
                "/api/v1/products/%3b/internal",
                "/api/v1/products/x%00",
                "/api/v1/products/x%0d%0aHost:evil",
                "/api/v1/products/%",
                "/api/v1/products/%8",
                "/api/v1/products/%zz",
                "/api/v1/products/\u00e9",
                "/.well-known/../internal/stock",
                "/.well-known/jwks.json/../../internal/stock",
                "http://product-service/internal/stock",
                "http://127.0.0.1/internal/stock",
                "http://user-service/actuator/env",
                "*",
                "internal/stock"
            })
    void noSpellingReachesAnInternalPath(String target) {
        for (var method : new String[] {"GET", "PUT"}) {
            var answer = sendRaw(method + " " + target
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

            assertThat(answer.lines().findFirst().orElseThrow()).matches("HTTP/1\\.1 40[04] .*");
            assertThat(receivedByAnyone()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/orders",
                "/api/v1/orders/",
                "/.well-known/jwks.json",
                "/api/v1/products/a..b/...",
                "/api/v1/categories/%EC%98%B7",
                "/api/v1/x/a-b_c.d~e!$&'()*+,=:@"
            })
    void plainPathsPass(String path) {
        assertThat(RefuseAmbiguousPaths.isPlain(path)).isTrue();
    }
}
