package com.timedeal.gatewayservice.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.gatewayservice.limit.LimitSettings.RedisAddress;
import com.timedeal.gatewayservice.limit.Permit.AskRedis;
import com.timedeal.gatewayservice.limit.Permit.Granted;
import com.timedeal.gatewayservice.limit.Permit.Refused;
import com.timedeal.gatewayservice.securitylog.HeardEvents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;

class RateLimitTests {

    /** So slow that nothing comes back during a test. */
    private static final Rate FIVE = new Rate(1, Duration.ofHours(1), 5, 1);

    private static final Rate BLOCKS = new Rate(1, Duration.ofHours(1), 60, 20);

    @Test
    void refusesTheOneAfterTheLastAndSaysWhenToComeBack() {
        var limit = alone(FIVE);

        assertThat(take(limit, "a", 5)).allMatch(Granted.class::isInstance);

        assertThat(limit.take("a"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.retryAfter())
                                .isBetween(Duration.ofMinutes(55), Duration.ofHours(1)));
        assertThat(limit.take("b")).isInstanceOf(Granted.class);
    }

    @Test
    void whatWasGivenBackCanBeTakenAgain() {
        var limit = alone(FIVE);
        take(limit, "a", 5);

        limit.giveBack("a");

        assertThat(limit.take("a")).isInstanceOf(Granted.class);
        assertThat(limit.take("a")).isInstanceOf(Refused.class);
    }

    @Test
    void asksNobodyAboutWhoSendsLittle() {
        var limit = withRedisAt(1, BLOCKS);

        assertThat(take(limit, "a", 20)).allMatch(Granted.class::isInstance);
        assertThat(limit.take("a")).isInstanceOf(AskRedis.class);
    }

    @Test
    void withABlockOfOneAsksEachTime() {
        assertThat(withRedisAt(1, FIVE).take("a")).isInstanceOf(AskRedis.class);
    }

    @Test
    void limitsByItselfWhileRedisIsDown() {
        var limit = withRedisAt(1, FIVE);

        assertThat(IntStream.range(0, 8).mapToObj(i -> takeOrLease(limit, "a")))
                .filteredOn(Granted.class::isInstance)
                .hasSize(5);
    }

    @Test
    void waitsForASilentRedisNoLongerThanItMay() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var heard = HeardEvents.listen();
            var shared = new SharedPermits(settings(true, silent.getLocalPort()));
            shared.start();
            var limit = new RateLimit("test", FIVE, settings(true, silent.getLocalPort()), shared);
            var started = System.nanoTime();

            var permits =
                    IntStream.range(0, 8).mapToObj(i -> takeOrLease(limit, "a")).toList();

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
            assertThat(permits).filteredOn(Granted.class::isInstance).hasSize(5);
            await().untilAsserted(
                            () -> assertThat(heard.lines()).anyMatch(line -> line.startsWith("LIMITS_NOT_SHARED ")));
            shared.stop();
            heard.close();
        }
    }

    @Test
    void zeroIsNoLimit() {
        var limit = alone(new Rate(0, Duration.ofSeconds(1), 0, 0));

        assertThat(take(limit, "a", 10_000)).allMatch(Granted.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/deals/1/orders, PURCHASE",
        "POST, /api/v1/deals/1/orders/, PURCHASE",
        "POST, /api/v1/orders, PURCHASE",
        "POST, /api/v1/orders/1/payments, PURCHASE",
        "POST, /api/v1/coupons/1/claims, PURCHASE",
        "POST, /api/v1/coupons, OTHER",
        "POST, /api/v1/deals, OTHER",
        "GET, /api/v1/orders, OTHER",
        "POST, /api/v1/auth/login, LOGIN",
        "POST, /api/v1/auth/login/, LOGIN",
        "POST, /api/v1/auth/refresh, OTHER",
        "POST, /api/v1/auth/password-resets, CODE",
        "POST, /api/v1/auth/password-resets/confirm, CODE",
        "POST, /api/v1/email-verifications, CODE",
        "POST, /api/v1/email-verifications/confirm, CODE",
        "POST, /api/v1/users, CODE",
        "POST, /api/v1/users/me/addresses, OTHER",
        "GET, /.well-known/jwks.json, OTHER"
    })
    void tellsTheKindsApart(String method, String path, RequestKind kind) {
        assertThat(RequestKind.of(HttpMethod.valueOf(method), path)).isEqualTo(kind);
    }

    private static List<Permit> take(RateLimit limit, Object key, int times) {
        return IntStream.range(0, times).mapToObj(i -> limit.take(key)).toList();
    }

    private static Permit takeOrLease(RateLimit limit, Object key) {
        return limit.take(key) instanceof AskRedis ? limit.lease(key).block() : new Refused(Duration.ZERO);
    }

    private static RateLimit alone(Rate rate) {
        return new RateLimit("test", rate, settings(false, 1), new SharedPermits(settings(false, 1)));
    }

    /** @param port 1, where nobody listens */
    private static RateLimit withRedisAt(int port, Rate rate) {
        return new RateLimit("test", rate, settings(true, port), new SharedPermits(settings(true, port)));
    }

    static LimitSettings settings(boolean shared, int port) {
        return new LimitSettings(
                shared,
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                1_000,
                new RedisAddress("127.0.0.1", port, ""),
                FIVE,
                FIVE,
                FIVE,
                FIVE,
                FIVE,
                FIVE);
    }
}
