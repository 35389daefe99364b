package com.timedeal.gatewayservice.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.gatewayservice.problem.ProblemException;
import com.timedeal.gatewayservice.securitylog.SecurityEvents;
import com.timedeal.gatewayservice.source.TestClientAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class SigningKeysTests {

    private static final TestTokens TOKENS = new TestTokens();

    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String published = TOKENS.jwks();
    private volatile boolean away;

    private final PublishedKeys userService = new PublishedKeys(WebClient.builder()
            .exchangeFunction(request -> Mono.defer(() -> {
                fetches.incrementAndGet();
                return away
                        ? Mono.error(new java.net.ConnectException("refused"))
                        : Mono.just(ClientResponse.create(HttpStatus.OK)
                                .body(published)
                                .build());
            }))
            .build());

    private final SigningKeys keys = keysRefreshedAtMostEvery(Duration.ofMillis(1));

    @Test
    void fetchesWhatUserServicePublishes() {
        StepVerifier.create(keys.refreshed())
                .assertNext(fetched -> assertThat(fetched).containsOnlyKeys(TOKENS.key.getKeyID()))
                .verifyComplete();
    }

    @Test
    void keepsItsKeysWhileUserServiceIsAway() {
        keys.refreshed().block();
        away = true;

        StepVerifier.create(keys.refreshed()).verifyError();
        assertThat(keys.current()).containsOnlyKeys(TOKENS.key.getKeyID());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[]", "<html>", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}"})
    void keepsItsKeysWhenUserServicePublishesNone(String nonsense) {
        keys.refreshed().block();
        published = nonsense;

        StepVerifier.create(keys.refreshed()).verifyError();
        assertThat(keys.current()).containsOnlyKeys(TOKENS.key.getKeyID());
    }

    @Test
    void dropsAKeyThatIsNoLongerPublished() {
        keys.refreshed().block();
        published = TestTokens.jwks(TestTokens.otherKey("next"));

        keys.refreshed().block();

        assertThat(keys.current()).containsOnlyKeys("next");
    }

    @Test
    void ignoresAKeyThatIsTooShort() {
        published = TestTokens.jwks(TOKENS.key, TestTokens.rsa("short", 1024));

        keys.refreshed().block();

        assertThat(keys.current()).containsOnlyKeys(TOKENS.key.getKeyID());
    }

    @Test
    void floodOfUnknownKeyIdsCausesOneFetch() {
        var keys = keysRefreshedAtMostEvery(Duration.ofMillis(200));
        keys.refreshed().block();
        fetches.set(0);

        Flux.range(0, 1_000).flatMap(i -> keys.refreshed(), 1_000).then().block(Duration.ofSeconds(5));

        assertThat(fetches).hasValue(1);
    }

    @Test
    void noTokenIsJudgedWithoutKeys() {
        away = true;

        StepVerifier.create(filter(TOKENS.valid()))
                .expectErrorSatisfies(failure ->
                        assertThat(failure).isInstanceOf(ProblemException.class).hasMessage("no signing keys"))
                .verify();
    }

    @Test
    void firstTokenFetchesTheKeys() {
        StepVerifier.create(filter(TOKENS.valid())).verifyComplete();
    }

    private Mono<Void> filter(String token) {
        var exchange =
                MockServerWebExchange.from(MockServerHttpRequest.get("/").header("Authorization", "Bearer " + token));
        return new RefuseInvalidTokens(
                        keys,
                        new VerifiedTokens(
                                new VerifyAccessToken(Clock.systemUTC()),
                                new SigningKeySettings(Duration.ofMinutes(1), Duration.ofSeconds(1), 100),
                                Clock.systemUTC(),
                                new SimpleMeterRegistry()),
                        new SecurityEvents(TestClientAddress.withoutProxies()))
                .filter(exchange, ignored -> Mono.empty());
    }

    private SigningKeys keysRefreshedAtMostEvery(Duration pause) {
        return new SigningKeys(userService, new SigningKeySettings(Duration.ofMinutes(1), pause, 100));
    }
}
