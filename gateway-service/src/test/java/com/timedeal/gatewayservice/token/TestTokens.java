package com.timedeal.gatewayservice.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** User-service's part: keys, the set it publishes, and tokens genuine and otherwise. */
public final class TestTokens {

    private static final String KEY_ID = "20261121T000000Z-a";

    /** Once for all tests: making a key takes a good part of a second. */
    private static final RSAKey KEY = rsa(KEY_ID, 2048);

    private static final RSAKey FOREIGN_KEY = rsa(KEY_ID, 2048);

    final RSAKey key = KEY;
    final RSAKey foreignKey = FOREIGN_KEY;

    public String jwks() {
        return jwks(key);
    }

    static String jwks(RSAKey... keys) {
        return new JWKSet(Arrays.stream(keys)
                        .map(key -> (com.nimbusds.jose.jwk.JWK) key)
                        .toList())
                .toString();
    }

    static RSAKey rsa(String keyId, int bits) {
        try {
            return new RSAKeyGenerator(bits, true)
                    .keyID(keyId)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another key than the usual one, under this id. */
    static RSAKey otherKey(String keyId) {
        return new RSAKey.Builder(FOREIGN_KEY).keyID(keyId).build();
    }

    public String valid() {
        return signed(header(), claims());
    }

    public String validFor(String account) {
        return with(claims -> claims.subject(account));
    }

    public String expired() {
        return with(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(60))));
    }

    public String ofUnknownKey() {
        return withHeader(header -> header.keyID("nobody-knows-it"));
    }

    static String validBy(RSAKey key) {
        return signed(new JWSHeader.Builder(header()).keyID(key.getKeyID()).build(), claims(), signer(key));
    }

    String with(UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(header(), change.apply(new JWTClaimsSet.Builder(claims())).build());
    }

    String withHeader(UnaryOperator<JWSHeader.Builder> change) {
        return signed(change.apply(new JWSHeader.Builder(header())).build(), claims());
    }

    static JWSHeader header() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(KEY_ID)
                .build();
    }

    static JWTClaimsSet claims() {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer("timedeal")
                .audience("timedeal")
                .subject("0193a1b2-0000-7000-8000-000000000001")
                .claim("roles", List.of("BUYER"))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .build();
    }

    String signed(JWSHeader header, JWTClaimsSet claims) {
        return signed(header, claims, signer(key));
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            var jwt = new SignedJWT(header, claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static JWSSigner signer(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
