package com.timedeal.launcher.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import com.timedeal.launcher.secrets.Keys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenIssuerTests {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @TempDir
    Path home;

    @Test
    void signsWhatThePublishedKeyVerifies() throws IOException, ParseException, JOSEException {
        var keys = new Keys(home);
        keys.ensure(CLOCK);
        var userId = new UserIds(CLOCK).next();

        var token = SignedJWT.parse(TokenIssuer.at(home, CLOCK).issue(userId, Role.SELLER));

        var published = (RSAPublicKey) keys.newestTokenKey().pair().getPublic();
        assertThat(token.verify(new RSASSAVerifier(published))).isTrue();
        assertThat(token.getHeader().getKeyID()).isEqualTo("20260102T120000Z");
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        var claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("timedeal");
        assertThat(claims.getAudience()).containsExactly("timedeal");
        assertThat(claims.getSubject()).isEqualTo(userId.toString());
        assertThat(claims.getStringListClaim("roles")).containsExactly("SELLER");
        assertThat(claims.getIssueTime()).isEqualTo(NOON);
        assertThat(claims.getExpirationTime()).isEqualTo(NOON.plusSeconds(600));
        assertThat(UUID.fromString(claims.getJWTID())).isNotNull();
    }
}
