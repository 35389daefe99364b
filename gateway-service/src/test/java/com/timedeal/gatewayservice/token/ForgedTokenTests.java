package com.timedeal.gatewayservice.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.timedeal.gatewayservice.RunningGateway;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForgedTokenTests extends RunningGateway {

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgedTokens")
    void isRefused(String what, String token) {
        assertRefused(get("/api/v1/products", "Authorization", "Bearer " + token));
    }

    static Stream<Arguments> forgedTokens() throws Exception {
        var valid = TOKENS.valid();
        var parts = valid.split("\\.");
        var publicKey = TOKENS.key.toRSAPublicKey().getEncoded();
        var publicPem = "-----BEGIN PUBLIC KEY-----\n" + Base64.encode(publicKey) + "\n-----END PUBLIC KEY-----\n";
        var foreign = TestTokens.signer(TOKENS.foreignKey);
        var otherClaims = TestTokens.claims().toPayload().toBase64URL();
        return Stream.of(
                arguments("empty", ""),
                arguments("nonsense", "abc"),
                arguments("one part", parts[0]),
                arguments("two parts", parts[0] + "." + parts[1]),
                arguments("four parts", valid + ".x"),
                arguments("five parts, like an encrypted one", valid + "..x"),
                arguments("empty signature", parts[0] + "." + parts[1] + "."),
                arguments("short signature", parts[0] + "." + parts[1] + ".AAAA"),
                arguments("zero signature", parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[256])),
                arguments("truncated signature", valid.substring(0, valid.length() - 8)),
                arguments("signature of another token", parts[0] + "." + otherClaims + "." + parts[2]),
                arguments("claims changed", parts[0] + "." + json("{\"sub\":\"admin\"}") + "." + parts[2]),
                arguments("space inside", parts[0] + "." + parts[1] + ". " + parts[2]),
                arguments("padding added", parts[0] + "." + parts[1] + "." + parts[2] + "=="),
                arguments("alg none", json("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + parts[1] + "."),
                arguments(
                        "alg none with our key id and a signature",
                        json("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"" + TOKENS.key.getKeyID() + "\"}") + "."
                                + parts[1] + "." + parts[2]),
                arguments("alg nOnE", json("{\"alg\":\"nOnE\",\"typ\":\"at+jwt\"}") + "." + parts[1] + "." + parts[2]),
                arguments("HS256 with the public key", macSigned(publicKey)),
                arguments("HS256 with the public key as PEM", macSigned(publicPem.getBytes(StandardCharsets.UTF_8))),
                arguments(
                        "HS256 with the modulus",
                        macSigned(TOKENS.key.getModulus().decode())),
                arguments("RS512", TOKENS.signed(header(JWSAlgorithm.RS512), TestTokens.claims())),
                arguments("PS256", TOKENS.signed(header(JWSAlgorithm.PS256), TestTokens.claims())),
                arguments("ES256, like a service token", ecSigned()),
                arguments("foreign key under our key id", signedBy(foreign, TestTokens.header())),
                arguments(
                        "unknown key id",
                        signedBy(
                                foreign,
                                new JWSHeader.Builder(TestTokens.header())
                                        .keyID("nobody")
                                        .build())),
                arguments("our key under an unknown key id", TOKENS.withHeader(header -> header.keyID("nobody"))),
                arguments("key id that is a path", TOKENS.withHeader(header -> header.keyID("../../dev/null"))),
                arguments("no key id", TOKENS.withHeader(header -> header.keyID(null))),
                arguments("no type", TOKENS.withHeader(header -> header.type(null))),
                arguments("type JWT", TOKENS.withHeader(header -> header.type(JOSEObjectType.JWT))),
                arguments("type svc+jwt", TOKENS.withHeader(header -> header.type(new JOSEObjectType("svc+jwt")))),
                arguments(
                        "jwk header with its own key",
                        signedBy(
                                foreign,
                                new JWSHeader.Builder(TestTokens.header())
                                        .jwk(TOKENS.foreignKey.toPublicJWK())
                                        .build())),
                arguments(
                        "jku header",
                        signedBy(
                                foreign,
                                new JWSHeader.Builder(TestTokens.header())
                                        .jwkURL(URI.create("http://127.0.0.1:" + USER.port() + "/evil.json"))
                                        .build())),
                arguments(
                        "x5u header",
                        signedBy(
                                foreign,
                                new JWSHeader.Builder(TestTokens.header())
                                        .x509CertURL(URI.create("http://127.0.0.1:" + USER.port() + "/evil.pem"))
                                        .build())),
                arguments(
                        "x5c header",
                        signedBy(
                                foreign,
                                new JWSHeader.Builder(TestTokens.header())
                                        .x509CertChain(List.of(Base64.encode(publicKey)))
                                        .build())),
                arguments(
                        "jku header, though signed by our key",
                        TOKENS.withHeader(header -> header.jwkURL(URI.create("http://evil.example/")))),
                arguments("header nobody knows", signedWith("x", Set.of())),
                arguments("critical header nobody knows", signedWith("x", Set.of("x"))),
                arguments("issuer missing", TOKENS.with(claims -> claims.issuer(null))),
                arguments("issuer other", TOKENS.with(claims -> claims.issuer("timedeal2"))),
                arguments("issuer in other case", TOKENS.with(claims -> claims.issuer("Timedeal"))),
                arguments("audience missing", TOKENS.with(claims -> claims.audience((String) null))),
                arguments("audience other", TOKENS.with(claims -> claims.audience("order-service"))),
                arguments("expired", TOKENS.with(claims -> claims.expirationTime(inSeconds(-31)))),
                arguments("no expiry", TOKENS.with(claims -> claims.expirationTime(null))),
                arguments(
                        "expiry as text",
                        TOKENS.with(claims -> claims.expirationTime(null).claim("exp", "9999999999"))),
                arguments("not valid yet", TOKENS.with(claims -> claims.notBeforeTime(inSeconds(60)))),
                arguments("no subject", TOKENS.with(claims -> claims.subject(null))),
                arguments("blank subject", TOKENS.with(claims -> claims.subject(" "))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dGltZWRlYWw6eA==", "Token x", "Bearerx", ","})
    void otherThanABearerTokenIsRefused(String authorization) {
        assertRefused(get("/api/v1/products", "Authorization", authorization));
    }

    @Test
    void twoTokensAreRefused() {
        var bearer = "Bearer " + TOKENS.valid();

        assertRefused(get("/api/v1/products", "Authorization", bearer, "Authorization", bearer));
    }

    @Test
    void forgedTokenDoesNotReachAService() {
        get(
                "/api/v1/products",
                "Authorization",
                "Bearer " + signedBy(TestTokens.signer(TOKENS.foreignKey), TestTokens.header()));

        assertThat(PRODUCT.received()).isEmpty();
    }

    @Test
    void genuineTokenPasses() {
        assertThat(get("/api/v1/products", "Authorization", "Bearer " + TOKENS.valid())
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/api/v1/products", "Authorization", "bearer " + TOKENS.valid())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void clocksMayDifferByHalfAMinute() {
        assertThat(statusWith(TOKENS.with(claims -> claims.expirationTime(inSeconds(-20)))))
                .isEqualTo(200);
        assertThat(statusWith(TOKENS.with(claims -> claims.notBeforeTime(inSeconds(20)))))
                .isEqualTo(200);
    }

    @Test
    void oneOfSeveralAudiencesIsEnough() {
        assertThat(statusWith(TOKENS.with(claims -> claims.audience(List.of("other", "timedeal")))))
                .isEqualTo(200);
    }

    @Test
    void withoutATokenTheServiceDecides() {
        assertThat(get("/api/v1/products").statusCode()).isEqualTo(200);
        assertThat(PRODUCT.lastReceived().headers()).doesNotContainKey("authorization");
    }

    @Test
    void tokenByANewKeyPassesAtOnce() {
        var next = TestTokens.otherKey("20261122T000000Z-b");
        USER.answerWith(TestTokens.jwks(TOKENS.key, next));

        assertThat(statusWith(TestTokens.validBy(next))).isEqualTo(200);
        assertThat(statusWith(TOKENS.valid())).isEqualTo(200);
    }

    @Test
    void tokensStayGoodWhileUserServiceIsAway() {
        assertThat(statusWith(TOKENS.valid())).isEqualTo(200);

        USER.kill();

        assertThat(statusWith(TOKENS.valid())).isEqualTo(200);
    }

    @Test
    void unknownKeyCannotBeJudgedWhileUserServiceIsAway() {
        USER.kill();

        var answer = get(
                "/api/v1/products",
                "Authorization",
                "Bearer " + TOKENS.withHeader(header -> header.keyID("20261123T000000Z-c")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(PRODUCT.received()).isEmpty();
    }

    private int statusWith(String token) {
        return get("/api/v1/products", "Authorization", "Bearer " + token).statusCode();
    }

    private static void assertRefused(java.net.http.HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
        assertThat(answer.body()).contains("\"code\":\"INVALID_TOKEN\"");
    }

    private static String json(String text) {
        return Base64URL.encode(text).toString();
    }

    private static Date inSeconds(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static JWSHeader header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(TOKENS.key.getKeyID())
                .build();
    }

    private static String signedBy(com.nimbusds.jose.JWSSigner signer, JWSHeader header) {
        return TestTokens.signed(header, TestTokens.claims(), signer);
    }

    private static String signedWith(String parameter, Set<String> critical) {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(TOKENS.key.getKeyID())
                .customParam(parameter, 1);
        if (!critical.isEmpty()) {
            header.criticalParams(critical);
        }
        return TOKENS.signed(header.build(), TestTokens.claims());
    }

    private static String macSigned(byte[] secret) throws Exception {
        return TestTokens.signed(header(JWSAlgorithm.HS256), TestTokens.claims(), new MACSigner(secret));
    }

    private static String ecSigned() throws Exception {
        var key = new ECKeyGenerator(Curve.P_256).keyID("order-service").generate();
        return TestTokens.signed(header(JWSAlgorithm.ES256), TestTokens.claims(), new ECDSASigner(key));
    }
}
