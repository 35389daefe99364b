package com.timedeal.gatewayservice.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.timedeal.gatewayservice.token.TokenVerdict.Invalid;
import com.timedeal.gatewayservice.token.TokenVerdict.UnknownKey;
import com.timedeal.gatewayservice.token.TokenVerdict.Valid;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerifiedTokensTests {

    private static final TestTokens TOKENS = new TestTokens();
    private static final String KEY_ID = TOKENS.key.getKeyID();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MovedClock clock = new MovedClock();
    private final VerifiedTokens tokens = remembering(10);
    private final Map<String, JWSVerifier> keys = Map.of(KEY_ID, verifier(TOKENS.key));

    @Test
    void checksTheSignatureOfATokenOnce() {
        var token = TOKENS.valid();

        assertThat(tokens.verify(token, keys)).isInstanceOf(Valid.class);
        assertThat(tokens.verify(token, keys)).isInstanceOf(Valid.class);

        assertThat(counted("miss")).isOne();
        assertThat(counted("hit")).isOne();
    }

    @Test
    void forgetsATokenTogetherWithItsKey() {
        var token = TOKENS.valid();
        tokens.verify(token, keys);

        assertThat(tokens.verify(token, Map.of())).isInstanceOf(UnknownKey.class);
    }

    @Test
    void isNotTakenInByAnotherKeyOfTheSameName() {
        var token = TOKENS.valid();
        tokens.verify(token, keys);

        assertThat(tokens.verify(token, Map.of(KEY_ID, verifier(TOKENS.foreignKey))))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void refusesATokenThatHasExpiredMeanwhile() {
        var token = TOKENS.valid();
        tokens.verify(token, keys);

        clock.passed = Duration.ofSeconds(631);

        assertThat(tokens.verify(token, keys)).isInstanceOf(Invalid.class);
    }

    @Test
    void refusesATokenThatIsNotValidYetWhenTheClockIsSetBack() {
        var token = TOKENS.with(claims -> claims.notBeforeTime(Date.from(Instant.now())));
        tokens.verify(token, keys);

        clock.passed = Duration.ofSeconds(-60);

        assertThat(tokens.verify(token, keys)).isInstanceOf(Invalid.class);
    }

    @Test
    void remembersNoForgedToken() {
        var forged = TestTokens.signed(TestTokens.header(), TestTokens.claims(), TestTokens.signer(TOKENS.foreignKey));

        assertThat(tokens.verify(forged, keys)).isInstanceOf(Invalid.class);
        assertThat(tokens.verify(forged, keys)).isInstanceOf(Invalid.class);
    }

    @Test
    void remembersNoMoreThanItMay() {
        var few = remembering(4);
        var all = IntStream.range(0, 20).mapToObj(i -> TOKENS.valid()).toList();
        all.forEach(token -> few.verify(token, keys));

        all.forEach(token -> few.verify(token, keys));

        assertThat(counted("miss")).isGreaterThanOrEqualTo(36);
    }

    private VerifiedTokens remembering(int atMost) {
        return new VerifiedTokens(
                new VerifyAccessToken(clock),
                new SigningKeySettings(Duration.ofMinutes(1), Duration.ofSeconds(1), atMost),
                clock,
                meters);
    }

    private double counted(String result) {
        return meters.counter("timedeal.tokens.verified", "result", result).count();
    }

    private static JWSVerifier verifier(RSAKey key) {
        try {
            return new RSASSAVerifier(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class MovedClock extends Clock {

        private volatile Duration passed = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(passed);
        }
    }
}
