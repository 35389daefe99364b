package com.timedeal.gatewayservice.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.gatewayservice.RunningGateway;
import java.util.List;
import org.junit.jupiter.api.Test;

class StripIdentityHeadersTests extends RunningGateway {

    @Test
    void dropsEveryClaimOfIdentityOrOrigin() {
        get(
                "/api/v1/products",
                "X-User-Id",
                "1",
                "x-user-roles",
                "ADMIN",
                "X-USER-NAME",
                "root",
                "X-Internal-Token",
                "t",
                "X-Internal-Service",
                "order-service",
                "X-Real-IP",
                "10.0.0.1",
                "Forwarded",
                "for=10.0.0.1;host=evil.example",
                "X-Forwarded-For",
                "10.0.0.1",
                "X-Forwarded-Host",
                "evil.example",
                "X-Forwarded-Prefix",
                "/internal",
                "x-forwarded-user",
                "root");

        assertThat(PRODUCT.lastReceived().headers().keySet())
                .noneMatch(name -> name.startsWith("x-user-")
                        || name.startsWith("x-internal-")
                        || name.startsWith("x-forwarded-")
                        || name.equals("x-real-ip")
                        || name.equals("forwarded"));
    }

    @Test
    void tellsTheServicesWhereARequestComesFrom() {
        get("/api/v1/products", "X-Timedeal-Client-Address", "10.0.0.1", "X-Forwarded-For", "10.0.0.1");

        assertThat(PRODUCT.lastReceived().headers().get("x-timedeal-client-address"))
                .containsExactly("127.0.0.1");
    }

    @Test
    void nobodyCanHaveThatTakenOut() {
        sendRaw("GET /api/v1/products HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close, X-Timedeal-Client-Address, X-Request-Id\r\n\r\n");

        assertThat(PRODUCT.lastReceived().headers())
                .containsKeys("x-timedeal-client-address", "x-request-id")
                .containsEntry("x-timedeal-client-address", List.of("127.0.0.1"));
    }

    @Test
    void passesOnWhatServicesNeed() {
        var authorization = "Bearer " + TOKENS.valid();

        get(
                "/api/v1/products",
                "Authorization",
                authorization,
                "Idempotency-Key",
                "k-1",
                "Accept-Language",
                "ko",
                "X-Request-Id",
                "r-1");

        var headers = PRODUCT.lastReceived().headers();
        assertThat(headers.get("authorization")).containsExactly(authorization);
        assertThat(headers.get("idempotency-key")).containsExactly("k-1");
        assertThat(headers.get("accept-language")).containsExactly("ko");
        assertThat(headers.get("x-request-id")).containsExactly("r-1");
    }
}
