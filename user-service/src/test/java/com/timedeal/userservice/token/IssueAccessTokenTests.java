package com.timedeal.userservice.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssueAccessTokenTests {

    private static final Instant NOW = Instant.parse("2026-11-20T03:00:00.9Z");
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private SigningKeys keys;
    private IssueAccessToken tokens;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        TestKeyFolder.add(folder, "20260101T000000Z");
        var settings = new TokenSettings(folder, LIFETIME, Duration.ofSeconds(2));
        keys = new SigningKeys(new KeyFolder(folder), settings.lookEvery(), System::nanoTime);
        tokens = new IssueAccessToken(keys, settings, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void saysWhoAndWhatAndForHowLong() throws Exception {
        var user = TimeOrderedIds.next();

        var token = tokens.to(user, EnumSet.of(Role.SELLER, Role.BUYER), 3);

        assertThat(token.lifetime()).isEqualTo(LIFETIME);
        var claims = SignedJWT.parse(token.value()).getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("timedeal");
        assertThat(claims.getAudience()).containsExactly("timedeal");
        assertThat(claims.getSubject()).isEqualTo(user.toString());
        assertThat(claims.getStringListClaim("roles")).isEqualTo(List.of("BUYER", "SELLER"));
        assertThat(UUID.fromString(claims.getJWTID()).version()).isEqualTo(7);
        assertThat(claims.getIssueTime()).isEqualTo("2026-11-20T03:00:00Z");
        assertThat(claims.getExpirationTime()).isEqualTo("2026-11-20T03:10:00Z");
        assertThat(claims.getClaims()).containsOnlyKeys("iss", "aud", "sub", "roles", "ver", "jti", "iat", "exp");
        assertThat(claims.getLongClaim("ver")).isEqualTo(3);
    }

    @Test
    void isSignedWithTheKeyItNames() throws Exception {
        var token = SignedJWT.parse(
                tokens.to(TimeOrderedIds.next(), Set.of(Role.BUYER), 3).value());

        assertThat(token.getHeader().toJSONObject())
                .isEqualTo(Map.of("typ", "at+jwt", "alg", "RS256", "kid", "20260101T000000Z"));
        var key = keys.published().getKeyByKeyId("20260101T000000Z").toRSAKey();
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
    }

    @Test
    void isNeverTheSameTwice() {
        var user = TimeOrderedIds.next();

        assertThat(tokens.to(user, Set.of(Role.BUYER), 3).value())
                .isNotEqualTo(tokens.to(user, Set.of(Role.BUYER), 3).value());
    }

    @Test
    void tellsNothingInLogs() {
        var token = tokens.to(TimeOrderedIds.next(), Set.of(Role.BUYER), 3);

        assertThat(token.toString()).doesNotContain(token.value());
    }
}
