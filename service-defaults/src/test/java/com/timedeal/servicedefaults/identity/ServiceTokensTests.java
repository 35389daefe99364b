package com.timedeal.servicedefaults.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.JwtException;

class ServiceTokensTests {

    private static final String CALLER = "caller-service";
    private static final String OTHER = "other-service";
    private static final String CALLEE = "callee-service";

    @TempDir
    private Path folder;

    private PemFiles files;
    private KeyPair callerKey;
    private KeyPair otherKey;

    @BeforeEach
    void makeKeys() {
        files = new PemFiles(folder);
        callerKey = files.newService(CALLER);
        otherKey = files.newService(OTHER);
        files.newService(CALLEE);
    }

    @Test
    void calleeAcceptsWhatACallerIssued() {
        var jwt = of(CALLEE).decoder().decode(of(CALLER).tokenFor(CALLEE));

        assertThat(jwt.getClaimAsString("iss")).isEqualTo(CALLER);
        assertThat(jwt.getAudience()).containsExactly(CALLEE);
        assertThat(Duration.between(jwt.getIssuedAt(), jwt.getExpiresAt())).isLessThanOrEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void tokenIsUsedAgainUntilHalfOfItsLifeIsOver() {
        var clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
        var tokens = of(CALLER, clock);
        var first = tokens.tokenFor(CALLEE);

        clock.now = clock.now.plusSeconds(29);
        assertThat(tokens.tokenFor(CALLEE)).isEqualTo(first);
        assertThat(tokens.tokenFor(OTHER)).isNotEqualTo(first);
        clock.now = clock.now.plusSeconds(2);
        assertThat(tokens.tokenFor(CALLEE)).isNotEqualTo(first);
    }

    @Test
    void tokensOfDifferentScopesAreNotMixedUp() {
        var tokens = of(CALLER);

        assertThat(tokens.tokenFor(CALLEE, "deals.read")).isNotEqualTo(tokens.tokenFor(CALLEE, "stock.reserve"));
    }

    @Test
    void grantsWhatIsAskedForAndGranted() {
        assertThat(granted("stock.reserve")).containsExactly("stock.reserve");
        assertThat(granted("stock.reserve", "deals.read")).containsExactly("stock.reserve", "deals.read");
    }

    @Test
    void grantsNothingForTheAsking() {
        assertThat(granted("allotments.cancel")).isEmpty();
        assertThat(granted("deals.read", "allotments.cancel")).containsExactly("deals.read");
    }

    @Test
    void grantsNothingThatIsNotAskedFor() {
        assertThat(granted()).isEmpty();
        assertThat(grantedTo(signed(callerKey, CALLER, UnaryOperator.identity())))
                .isEmpty();
        var list = List.of("deals.read");
        assertThat(grantedTo(signed(callerKey, CALLER, claims -> claims.claim("scope", list))))
                .isEmpty();
    }

    private List<String> granted(String... scopes) {
        return grantedTo(of(CALLER).tokenFor(CALLEE, scopes));
    }

    private List<String> grantedTo(String token) {
        var callee = of(CALLEE);
        return callee.granted(callee.decoder().decode(token)).stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
    }

    @Test
    void refusesATokenForAnotherCallee() {
        assertRefused(of(CALLER).tokenFor(OTHER));
    }

    @Test
    void refusesATokenForSeveralCallees() {
        assertRefused(signed(callerKey, CALLER, claims -> claims.audience(List.of(CALLEE, OTHER))));
    }

    @Test
    void refusesACallerUnderAnothersName() {
        assertRefused(signed(callerKey, CALLER, claims -> claims.issuer(OTHER)));
        assertRefused(signed(callerKey, OTHER, claims -> claims.issuer(OTHER)));
        assertRefused(signed(otherKey, CALLER, UnaryOperator.identity()));
    }

    @Test
    void refusesATokenWithoutKeyId() {
        assertRefused(signed(callerKey, null, UnaryOperator.identity()));
    }

    @Test
    void refusesAnUnknownService() {
        assertRefused(signed(
                new PemFiles(folder.resolve("elsewhere")).newService("rogue-service"),
                "rogue-service",
                claims -> claims.issuer("rogue-service")));
    }

    @Test
    void refusesATokenThatLivesTooLong() {
        var now = Instant.now();
        assertRefused(signed(
                callerKey,
                CALLER,
                claims -> claims.issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(61)))));
    }

    @Test
    void refusesATokenFromTheFuture() {
        var later = Instant.now().plusSeconds(3600);
        assertRefused(signed(
                callerKey,
                CALLER,
                claims -> claims.issueTime(Date.from(later)).expirationTime(Date.from(later.plusSeconds(60)))));
    }

    @Test
    void refusesATokenWithoutTimes() {
        assertRefused(signed(callerKey, CALLER, claims -> claims.issueTime(null)));
        assertRefused(signed(callerKey, CALLER, claims -> claims.expirationTime(null)));
    }

    @Test
    void refusesAnExpiredTokenBeyondTheLeeway() {
        var before = Instant.now().minusSeconds(100);
        assertRefused(signed(
                callerKey,
                CALLER,
                claims -> claims.issueTime(Date.from(before)).expirationTime(Date.from(before.plusSeconds(60)))));
    }

    @Test
    void refusesAnAccessTokenInItsPlace() {
        assertRefused(TestTokens.of(java.util.UUID.randomUUID(), Role.ADMIN));
        assertRefused(signed(AccessTokens.TYPE, callerKey, CALLER, UnaryOperator.identity()));
    }

    @Test
    void refusesAServiceThatMayNotCall() {
        files.newService("curious-service");

        assertRefused(of("curious-service").tokenFor(CALLEE));
    }

    private void assertRefused(String token) {
        assertThatExceptionOfType(JwtException.class)
                .isThrownBy(() -> of(CALLEE).decoder().decode(token));
    }

    private ServiceTokens of(String service) {
        return of(service, Clock.systemUTC());
    }

    private ServiceTokens of(String service, Clock clock) {
        return new ServiceTokens(
                service,
                new IdentitySettings(
                        files.privateKey(service),
                        files.publicKeys(),
                        Map.of(CALLER, Set.of("stock.reserve", "deals.read")),
                        0),
                clock);
    }

    private static String signed(KeyPair key, String keyId, UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(new JOSEObjectType("svc+jwt"), key, keyId, change);
    }

    /** A good token of CALLER for CALLEE but for the change. */
    private static String signed(
            JOSEObjectType type, KeyPair key, String keyId, UnaryOperator<JWTClaimsSet.Builder> change) {
        var now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(CALLER)
                .audience(CALLEE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(type)
                        .keyID(keyId)
                        .build(),
                change.apply(claims).build());
        try {
            jwt.sign(new ECDSASigner((ECPrivateKey) key.getPrivate()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private static class SettableClock extends Clock {

        private Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
