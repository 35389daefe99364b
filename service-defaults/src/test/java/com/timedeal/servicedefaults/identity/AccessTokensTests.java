package com.timedeal.servicedefaults.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

class AccessTokensTests {

    private static final RSAKey OURS = rsa("ours");
    private static final RSAKey FOREIGN = rsa("ours");
    private static final JwtDecoder DECODER =
            AccessTokens.decoder(new ImmutableJWKSet<>(new JWKSet(OURS.toPublicJWK())));

    @Test
    void acceptsOurOwn() {
        var jwt = DECODER.decode(token(UnaryOperator.identity()));

        assertThat(jwt.getClaimAsStringList(AccessTokens.ROLES)).containsExactly("BUYER");
    }

    @Test
    void allowsClocksToDifferByHalfAMinute() {
        assertThat(DECODER.decode(token(claims -> claims.expirationTime(in(-20)))))
                .isNotNull();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refuses(String what, String token) {
        assertThatExceptionOfType(JwtException.class).isThrownBy(() -> DECODER.decode(token));
    }

    static Stream<Arguments> refuses() throws JOSEException {
        var good = token(UnaryOperator.identity());
        var parts = good.split("\\.");
        return Stream.of(
                Arguments.of("no token", "x"),
                Arguments.of("no signature", parts[0] + "." + parts[1] + "."),
                Arguments.of("algorithm none", new PlainJWT(claims(UnaryOperator.identity())).serialize()),
                Arguments.of(
                        "other claims under a good signature",
                        parts[0] + "."
                                + token(c -> c.claim("roles", List.of("ADMIN"))).split("\\.")[1] + "." + parts[2]),
                Arguments.of("another key under our key id", signed(header(), new RSASSASigner(FOREIGN))),
                Arguments.of(
                        "unknown key id",
                        signed(
                                new JWSHeader.Builder(AccessTokens.ALGORITHM)
                                        .type(AccessTokens.TYPE)
                                        .keyID("other")
                                        .build(),
                                new RSASSASigner(FOREIGN))),
                Arguments.of(
                        "key brought along in the header",
                        signed(
                                new JWSHeader.Builder(AccessTokens.ALGORITHM)
                                        .type(AccessTokens.TYPE)
                                        .keyID("ours")
                                        .jwk(FOREIGN.toPublicJWK())
                                        .build(),
                                new RSASSASigner(FOREIGN))),
                Arguments.of(
                        "public key used as a shared secret",
                        signed(
                                new JWSHeader.Builder(JWSAlgorithm.HS256)
                                        .type(AccessTokens.TYPE)
                                        .keyID("ours")
                                        .build(),
                                new MACSigner(OURS.toRSAPublicKey().getEncoded()))),
                Arguments.of(
                        "another algorithm of the same key",
                        signed(
                                new JWSHeader.Builder(JWSAlgorithm.RS512)
                                        .type(AccessTokens.TYPE)
                                        .keyID("ours")
                                        .build(),
                                new RSASSASigner(OURS))),
                Arguments.of(
                        "type JWT",
                        signed(
                                new JWSHeader.Builder(AccessTokens.ALGORITHM)
                                        .type(JOSEObjectType.JWT)
                                        .keyID("ours")
                                        .build(),
                                new RSASSASigner(OURS))),
                Arguments.of(
                        "no type",
                        signed(
                                new JWSHeader.Builder(AccessTokens.ALGORITHM)
                                        .keyID("ours")
                                        .build(),
                                new RSASSASigner(OURS))),
                Arguments.of("another issuer", token(claims -> claims.issuer("someone"))),
                Arguments.of("no issuer", token(claims -> claims.issuer(null))),
                Arguments.of("another audience", token(claims -> claims.audience("someone"))),
                Arguments.of("no audience", token(claims -> claims.audience((String) null))),
                Arguments.of("expired", token(claims -> claims.expirationTime(in(-31)))),
                Arguments.of("no expiry", token(claims -> claims.expirationTime(null))),
                Arguments.of("not yet valid", token(claims -> claims.notBeforeTime(in(60)))),
                Arguments.of("no subject", token(claims -> claims.subject(null))),
                Arguments.of("subject that is no id", token(claims -> claims.subject("admin"))),
                Arguments.of("no roles", token(claims -> claims.claim(AccessTokens.ROLES, null))));
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        try {
            var jwt = new SignedJWT(header(), claims(change));
            jwt.sign(new RSASSASigner(OURS));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWSHeader header, JWSSigner signer) throws JOSEException {
        var jwt = new SignedJWT(header, claims(UnaryOperator.identity()));
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static JWSHeader header() {
        return new JWSHeader.Builder(AccessTokens.ALGORITHM)
                .type(AccessTokens.TYPE)
                .keyID("ours")
                .build();
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(AccessTokens.ISSUER)
                        .audience(AccessTokens.AUDIENCE)
                        .subject(UUID.randomUUID().toString())
                        .claim(AccessTokens.ROLES, List.of("BUYER"))
                        .issueTime(in(-60))
                        .expirationTime(in(600)))
                .build();
    }

    private static Date in(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static RSAKey rsa(String keyId) {
        try {
            return new RSAKeyGenerator(2048).keyID(keyId).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
