package com.timedeal.servicedefaults.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

class VerifiedTokensTests {

    private static final RSAKey OURS = rsa("ours");
    private static final RSAKey SAME_NAME = rsa("ours");

    private volatile JWKSet published = new JWKSet(OURS.toPublicJWK());
    private final JWKSource<SecurityContext> keys = (selector, context) -> selector.select(published);
    private final AtomicInteger fullChecks = new AtomicInteger();
    private volatile Duration passed = Duration.ZERO;
    private final VerifiedTokens tokens = remembering(10);

    @Test
    void checksTheSignatureOfATokenOnce() {
        var token = token(OURS, Duration.ofMinutes(10));

        assertThat(tokens.decode(token)).isSameAs(tokens.decode(token));

        assertThat(fullChecks).hasValue(1);
    }

    @Test
    void forgetsATokenTogetherWithItsKey() {
        var token = token(OURS, Duration.ofMinutes(10));
        tokens.decode(token);

        published = new JWKSet();

        assertThatExceptionOfType(JwtException.class).isThrownBy(() -> tokens.decode(token));
    }

    @Test
    void isNotTakenInByAnotherKeyOfTheSameName() {
        var token = token(OURS, Duration.ofMinutes(10));
        tokens.decode(token);

        published = new JWKSet(SAME_NAME.toPublicJWK());

        assertThatExceptionOfType(JwtException.class).isThrownBy(() -> tokens.decode(token));
    }

    @Test
    void goesOnWhenTheSameKeyIsFetchedAgain() throws ParseException {
        var token = token(OURS, Duration.ofMinutes(10));
        tokens.decode(token);

        published = JWKSet.parse(published.toString());

        tokens.decode(token);
        assertThat(fullChecks).hasValue(1);
    }

    @Test
    void leavesATokenThatHasExpiredMeanwhileToTheFullCheck() {
        var token = token(OURS, Duration.ofMinutes(10));
        tokens.decode(token);

        passed = Duration.ofMinutes(10).plus(AccessTokens.LEEWAY).plusSeconds(1);
        tokens.decode(token);

        assertThat(fullChecks).hasValue(2);
    }

    @Test
    void isNotTakenInByOtherClaimsUnderTheSameSignature() {
        var token = token(OURS, Duration.ofMinutes(10));
        tokens.decode(token);
        var parts = token.split("\\.");
        var other = token(OURS, Duration.ofMinutes(20)).split("\\.")[1];

        assertThatExceptionOfType(JwtException.class)
                .isThrownBy(() -> tokens.decode(parts[0] + "." + other + "." + parts[2]));
    }

    @Test
    void remembersNoForgedToken() {
        var forged = token(SAME_NAME, Duration.ofMinutes(10));

        for (var attempt = 0; attempt < 3; attempt++) {
            assertThatExceptionOfType(JwtException.class).isThrownBy(() -> tokens.decode(forged));
        }

        assertThat(fullChecks).hasValue(3);
    }

    @Test
    void remembersNoMoreThanItMay() {
        var few = remembering(4);
        var all = java.util.stream.IntStream.range(0, 20)
                .mapToObj(i -> token(OURS, Duration.ofMinutes(10)))
                .toList();
        all.forEach(few::decode);
        fullChecks.set(0);

        all.forEach(few::decode);

        assertThat(fullChecks.get()).isGreaterThanOrEqualTo(16);
    }

    private VerifiedTokens remembering(int atMost) {
        JwtDecoder fullCheck = AccessTokens.decoder(keys);
        return new VerifiedTokens(
                new JwtDecoder() {
                    @Override
                    public Jwt decode(String token) {
                        fullChecks.incrementAndGet();
                        return fullCheck.decode(token);
                    }
                },
                keys,
                atMost,
                new LaterClock(),
                new SimpleMeterRegistry());
    }

    private final class LaterClock extends Clock {

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

    private static String token(RSAKey key, Duration life) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(AccessTokens.ISSUER)
                .audience(AccessTokens.AUDIENCE)
                .subject(UUID.randomUUID().toString())
                .claim(AccessTokens.ROLES, List.of("BUYER"))
                .issueTime(Date.from(Instant.now().minusSeconds(60)))
                .expirationTime(Date.from(Instant.now().plus(life)))
                .build();
        var jwt = new SignedJWT(
                new JWSHeader.Builder(AccessTokens.ALGORITHM)
                        .type(AccessTokens.TYPE)
                        .keyID("ours")
                        .build(),
                claims);
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private static RSAKey rsa(String keyId) {
        try {
            return new RSAKeyGenerator(2048).keyID(keyId).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
