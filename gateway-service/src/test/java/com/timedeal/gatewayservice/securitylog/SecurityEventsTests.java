package com.timedeal.gatewayservice.securitylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.gatewayservice.RunningGateway;
import com.timedeal.gatewayservice.trace.Trace;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** What of the refusals of a running gateway can be read in its log. */
@TestPropertySource(
        properties = {
            "timedeal.cors.origins=https://shop.example",
            "timedeal.limits.purchases-per-account.permits=1",
            "timedeal.limits.purchases-per-account.per=1h",
            "timedeal.limits.purchases-per-account.burst=1",
            "timedeal.limits.purchases-per-account.block=1"
        })
class SecurityEventsTests extends RunningGateway {

    private static final String ACCOUNT = "0193a1b2-0000-7000-8000-00000000000e";
    private static final String QUERY = "?secret=s3";

    /** One line per second is certain, whatever the tests before left of the budget. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private final HeardEvents heard = HeardEvents.listen();

    @AfterEach
    void stop() {
        heard.close();
    }

    @Test
    void aForgedTokenIsTold() {
        var forged = TOKENS.valid().replaceAll("[^.]+$", "AAAA");

        assertTold(
                () -> get("/api/v1/products" + QUERY, "Authorization", "Bearer " + forged),
                "INVALID_TOKEN",
                "event.action=INVALID_TOKEN status=401 source.ip=127.0.0.1 path=/api/v1/products reason=signature");
        assertThat(heard.lines()).noneMatch(line -> line.contains(forged.substring(0, 20)));
    }

    @Test
    void anExpiredTokenIsNoForgedOne() {
        assertTold(
                () -> get("/api/v1/products" + QUERY, "Authorization", "Bearer " + TOKENS.expired()),
                "EXPIRED_TOKEN",
                "event.action=EXPIRED_TOKEN status=401 source.ip=127.0.0.1 path=/api/v1/products");
        assertThat(heard.lines()).noneMatch(line -> line.startsWith("INVALID_TOKEN"));
    }

    @Test
    void whoeverReachesALimitIsToldWithTheirAccount() {
        var mine = "Bearer " + TOKENS.validFor(ACCOUNT);
        post("/api/v1/deals/1/orders", "{}", "Authorization", mine);

        assertTold(
                () -> post("/api/v1/deals/1/orders" + QUERY, "{}", "Authorization", mine),
                "RATE_LIMITED",
                "event.action=RATE_LIMITED status=429 source.ip=127.0.0.1 path=/api/v1/deals/1/orders"
                        + " limit=purchases-per-account userId=" + ACCOUNT);
    }

    @Test
    void aRefusedOriginIsTold() {
        assertTold(
                () -> get("/api/v1/products" + QUERY, "Origin", "https://evil.example"),
                "ORIGIN_REFUSED",
                "event.action=ORIGIN_REFUSED status=403 source.ip=127.0.0.1 path=/api/v1/products"
                        + " origin=https://evil.example");
    }

    @Test
    void anAmbiguousPathIsTold() {
        assertTold(
                () -> get("/api/v1/products//x" + QUERY),
                "AMBIGUOUS_PATH",
                "event.action=AMBIGUOUS_PATH status=400 source.ip=127.0.0.1 path=/api/v1/products//x");
    }

    @Test
    void keysThatCannotBeFetchedAreTold() {
        USER.kill();

        assertTold(
                () -> get("/api/v1/products" + QUERY, "Authorization", "Bearer " + TOKENS.ofUnknownKey()),
                "NO_SIGNING_KEYS",
                "event.action=NO_SIGNING_KEYS status=503 source.ip=127.0.0.1 path=/api/v1/products");
    }

    @Test
    void whatIsLetInIsNotTold() {
        get("/api/v1/products", "Origin", "https://shop.example");
        get("/api/v1/products", "Authorization", "Bearer " + TOKENS.valid());
        get("/nothing");

        assertThat(heard.lines()).isEmpty();
    }

    private void assertTold(Supplier<HttpResponse<String>> ask, String event, String fields) {
        await().atMost(SOON).untilAsserted(() -> {
            var id = ask.get().headers().firstValue(Trace.REQUEST_ID);
            assertThat(heard.lines())
                    .filteredOn(line -> line.startsWith(event + " "))
                    .anySatisfy(line -> assertThat(List.of(line, line.replaceAll(" leftOut=\\d+$", "")))
                            .contains(event + " " + id.orElse("-") + " " + fields));
        });
        assertThat(heard.lines()).noneMatch(line -> line.contains("s3"));
    }
}
