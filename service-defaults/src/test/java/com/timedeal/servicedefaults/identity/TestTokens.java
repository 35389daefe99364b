package com.timedeal.servicedefaults.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.UUID;

/** Signs access tokens that a test's context accepts: make {@link #keys()} its {@code JWKSource} bean. */
public final class TestTokens {

    private static final RSAKey KEY = generate();

    private TestTokens() {}

    public static JWKSource<SecurityContext> keys() {
        return new ImmutableJWKSet<>(new JWKSet(KEY.toPublicJWK()));
    }

    public static String of(UUID userId, Role... roles) {
        var now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(AccessTokens.ISSUER)
                .audience(AccessTokens.AUDIENCE)
                .subject(userId.toString())
                .claim(AccessTokens.ROLES, Arrays.stream(roles).map(Role::name).toList())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .build();
        var header = new JWSHeader.Builder(AccessTokens.ALGORITHM)
                .type(AccessTokens.TYPE)
                .keyID(KEY.getKeyID())
                .build();
        var jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new RSASSASigner(KEY));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    /** For an {@code Authorization} header. */
    public static String bearer(UUID userId, Role... roles) {
        return "Bearer " + of(userId, roles);
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(2048).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
