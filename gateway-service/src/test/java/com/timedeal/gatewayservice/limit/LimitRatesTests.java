package com.timedeal.gatewayservice.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.gatewayservice.RunningGateway;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.test.context.TestPropertySource;

/** With limits so low that a test reaches them, and so slow that nothing comes back meanwhile. */
@TestPropertySource(
        properties = {
            "timedeal.limits.logins-per-source.permits=1",
            "timedeal.limits.logins-per-source.per=1h",
            "timedeal.limits.logins-per-source.burst=3",
            "timedeal.limits.codes-per-source.permits=1",
            "timedeal.limits.codes-per-source.per=1h",
            "timedeal.limits.codes-per-source.burst=3",
            "timedeal.limits.purchases-per-account.permits=1",
            "timedeal.limits.purchases-per-account.per=1h",
            "timedeal.limits.purchases-per-account.burst=3",
            "timedeal.limits.purchases-per-account.block=3"
        })
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LimitRatesTests extends RunningGateway {

    private static final String BUY = "/api/v1/deals/1/orders";

    @Test
    void anAccountMayBuySoOften() {
        var mine = "Bearer " + TOKENS.validFor("0193a1b2-0000-7000-8000-00000000000a");
        var another = "Bearer " + TOKENS.validFor("0193a1b2-0000-7000-8000-00000000000a");
        var others = "Bearer " + TOKENS.validFor("0193a1b2-0000-7000-8000-00000000000b");

        assertThat(IntStream.range(0, 3).map(i -> buy(mine).statusCode())).containsOnly(200);

        var refused = buy(mine);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"code\":\"RATE_LIMITED\"");
        assertThat(refused.headers().firstValue("Retry-After").map(Integer::parseInt))
                .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(3_000, 3_600));
        assertThat(buy(another).statusCode()).as("another token of the account").isEqualTo(429);
        assertThat(buy(others).statusCode()).as("another account").isEqualTo(200);
        assertThat(get("/api/v1/orders", "Authorization", mine).statusCode())
                .as("reading")
                .isEqualTo(200);
    }

    @Test
    void aForgedTokenSpendsNobodysPermits() {
        var account = "0193a1b2-0000-7000-8000-00000000000c";
        var genuine = TOKENS.validFor(account);
        var forged = genuine.substring(0, genuine.length() - 8) + "AAAAAAAA";

        IntStream.range(0, 5)
                .forEach(i -> assertThat(buy("Bearer " + forged).statusCode()).isEqualTo(401));

        assertThat(buy("Bearer " + genuine).statusCode()).isEqualTo(200);
    }

    @Test
    void aSourceMayHaveSoManyCodesSentWhateverItSaysItIs() {
        var statuses = IntStream.range(0, 10)
                .mapToObj(i -> post(
                                "/api/v1/email-verifications",
                                "{}",
                                "X-Forwarded-For",
                                "203.0.113." + i,
                                "X-Real-IP",
                                "203.0.113." + i,
                                "Forwarded",
                                "for=203.0.113." + i,
                                "X-Timedeal-Client-Address",
                                "203.0.113." + i)
                        .statusCode())
                .toList();

        assertThat(statuses).isEqualTo(List.of(200, 200, 200, 429, 429, 429, 429, 429, 429, 429));
        assertThat(USER.received())
                .filteredOn(request -> request.target().equals("/api/v1/email-verifications"))
                .hasSize(3);
    }

    @Test
    @Order(1)
    void loginsThatSucceedAreNotCounted() {
        assertThat(IntStream.range(0, 10).map(i -> logIn().statusCode())).containsOnly(200);
    }

    @Test
    @Order(2)
    void loginsThatAreRefusedAre() {
        USER.answerStatus(401);

        assertThat(IntStream.range(0, 5).map(i -> logIn().statusCode()).boxed().toList())
                .isEqualTo(List.of(401, 401, 401, 429, 429));
    }

    private HttpResponse<String> logIn() {
        return post("/api/v1/auth/login", "{}");
    }

    private HttpResponse<String> buy(String authorization) {
        return post(BUY, "{}", "Authorization", authorization);
    }
}
