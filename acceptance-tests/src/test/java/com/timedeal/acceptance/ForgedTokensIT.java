package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.timedeal.launcher.secrets.Keys;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tokens that are not what they say, at the gateway and at each service; and headers that say who somebody is. */
@ExtendWith(RunningPlatform.class)
@Order(9)
class ForgedTokensIT {

    /** What each is asked for; all of it needs somebody. */
    private static final Map<String, String> DOORS = Map.of(
            "gateway-service", "/api/v1/users/me",
            "user-service", "/api/v1/users/me",
            "product-service", "/api/v1/audit/product",
            "order-service", "/api/v1/orders",
            "schedule-service", "/api/v1/timed-events");

    private static final String USER = UUID.randomUUID().toString();

    @Test
    void noForgedTokenOpensAnything(Installation installation) throws Exception {
        var forged = forged(installation);
        assertThat(forged).hasSizeGreaterThanOrEqualTo(25);

        var wrong = new ArrayList<String>();
        for (var target : DOORS.entrySet()) {
            try (var door = new Door(installation.platform().address(target.getKey()))) {
                assertThat(door.send("GET", target.getValue(), genuine(installation, claims -> claims), null)
                                .statusCode())
                        .as("a genuine one at %s", target.getKey())
                        .isIn(200, 404);
                for (var token : forged.entrySet()) {
                    var answer = door.send("GET", target.getValue(), token.getValue(), null);
                    if (answer.statusCode() != 401 || !answer.body().contains("\"INVALID_TOKEN\"")) {
                        wrong.add(token.getKey() + " at " + target.getKey() + ": " + answer.statusCode() + " "
                                + answer.body());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        Installation.tell("%d forged tokens at %d doors: all refused.", forged.size(), DOORS.size());
    }

    @Test
    void identityHeadersNeverChangeWhoActs(Installation installation) throws Exception {
        var victim = installation.account().seller();
        var somebody = installation.account().buyer();
        var headers = new ArrayList<String>();
        for (var name : List.of(
                "X-User-Id",
                "X-User",
                "X-UserId",
                "X-Account-Id",
                "X-Auth-User",
                "X-Authenticated-User",
                "X-Forwarded-User",
                "X-Remote-User",
                "Remote-User",
                "X-Subject",
                "X-Principal")) {
            headers.addAll(List.of(name, victim.userId()));
        }
        for (var name : List.of("X-User-Role", "X-User-Roles", "X-Role", "X-Roles", "X-Authorities", "X-Scopes")) {
            headers.addAll(List.of(name, "ADMIN,SELLER,BUYER"));
        }
        headers.addAll(List.of("X-Original-URL", "/api/v1/users", "X-Rewrite-URL", "/api/v1/users"));
        var all = headers.toArray(String[]::new);

        for (var process : List.of("gateway-service", "user-service")) {
            try (var door = new Door(installation.platform().address(process))) {
                assertThat(door.send("GET", "/api/v1/users/me", null, null, all).statusCode())
                        .isEqualTo(401);
                assertThat(door.send("GET", "/api/v1/users/me", somebody.accessToken(), null, all)
                                .body())
                        .contains(somebody.userId())
                        .doesNotContain(victim.userId());
                assertThat(door.send("GET", "/api/v1/users", somebody.accessToken(), null, all)
                                .statusCode())
                        .isEqualTo(403);
            }
        }
        for (var process : List.of("gateway-service", "product-service")) {
            try (var door = new Door(installation.platform().address(process))) {
                var product = "{\"name\": \"Kettle\", \"price\": 1000, \"stock\": 1}";
                assertThat(door.send("POST", "/api/v1/products", somebody.accessToken(), product, all)
                                .statusCode())
                        .isEqualTo(403);
            }
        }
        for (var process : List.of("gateway-service", "order-service")) {
            try (var door = new Door(installation.platform().address(process))) {
                assertThat(door.send("GET", "/api/v1/orders", null, null, all).statusCode())
                        .isEqualTo(401);
            }
        }
    }

    private static Map<String, String> forged(Installation installation) throws Exception {
        var key = new Keys(installation.platform().settings().home()).newestTokenKey();
        var ours = new RSASSASigner(key.pair().getPrivate());
        var publicKey = key.pair().getPublic().getEncoded();
        var foreignKey = new RSAKeyGenerator(2048).keyID(key.id()).generate();
        var foreign = new RSASSASigner(foreignKey);
        var valid = genuine(installation, claims -> claims);
        var parts = valid.split("\\.");
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("one part", parts[0]);
        tokens.put("two parts", parts[0] + "." + parts[1]);
        tokens.put("four parts", valid + ".x");
        tokens.put("empty signature", parts[0] + "." + parts[1] + ".");
        tokens.put("zero signature", parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[256]));
        tokens.put(
                "claims changed",
                parts[0] + "."
                        + Base64URL.encode(claims().claim("roles", List.of("ADMIN"))
                                .build()
                                .toString()) + "." + parts[2]);
        tokens.put("alg none", Base64URL.encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + parts[1] + ".");
        tokens.put(
                "alg None with a signature",
                Base64URL.encode("{\"alg\":\"None\",\"typ\":\"at+jwt\"}") + "." + parts[1] + "." + parts[2]);
        tokens.put("HS256 with the public key", signed(header(JWSAlgorithm.HS256, key), new MACSigner(publicKey)));
        tokens.put("RS512", signed(header(JWSAlgorithm.RS512, key), ours));
        tokens.put("PS256", signed(header(JWSAlgorithm.PS256, key), ours));
        tokens.put(
                "ES256",
                signed(header(JWSAlgorithm.ES256, key), new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate())));
        tokens.put("another key under our id", signed(header(JWSAlgorithm.RS256, key), foreign));
        tokens.put(
                "the key of another installation",
                signed(
                        new JWSHeader.Builder(header(JWSAlgorithm.RS256, key))
                                .keyID("20200101T000000Z")
                                .build(),
                        foreign));
        tokens.put("key id that is a path", changed(key, ours, header -> header.keyID("../../../dev/null")));
        tokens.put("key id that is SQL", changed(key, ours, header -> header.keyID("' or '1'='1")));
        tokens.put("no key id", changed(key, foreign, header -> header.keyID(null)));
        tokens.put("type JWT", changed(key, ours, header -> header.type(JOSEObjectType.JWT)));
        tokens.put("no type", changed(key, ours, header -> header.type(null)));
        tokens.put("type svc+jwt", changed(key, ours, header -> header.type(new JOSEObjectType("svc+jwt"))));
        tokens.put("jwk of its own", changed(key, foreign, header -> header.jwk(publicJwk(foreignKey))));
        tokens.put("jku", changed(key, foreign, header -> header.jwkURL(URI.create("http://127.0.0.1:1/keys"))));
        tokens.put("x5u", changed(key, foreign, header -> header.x509CertURL(URI.create("http://127.0.0.1:1/c"))));
        tokens.put("x5c", changed(key, foreign, header -> header.x509CertChain(List.of(Base64.encode(publicKey)))));
        // Not from a header that there is: its parameters cannot be added to.
        var critical = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.id())
                .customParam("x", 1)
                .criticalParams(Set.of("x"))
                .build();
        tokens.put("critical header nobody knows", signed(critical, ours));
        tokens.put("other issuer", genuine(installation, claims -> claims.issuer("timedeal2")));
        tokens.put("no issuer", genuine(installation, claims -> claims.issuer(null)));
        tokens.put("other audience", genuine(installation, claims -> claims.audience("order-service")));
        tokens.put("no audience", genuine(installation, claims -> claims.audience((String) null)));
        tokens.put("expired", genuine(installation, claims -> claims.expirationTime(inSeconds(-60))));
        tokens.put("no expiry", genuine(installation, claims -> claims.expirationTime(null)));
        tokens.put("not valid yet", genuine(installation, claims -> claims.notBeforeTime(inSeconds(90))));
        tokens.put("no subject", genuine(installation, claims -> claims.subject(null)));
        tokens.put("refresh token", installation.account().buyer().refreshToken());
        return tokens;
    }

    private static RSAKey publicJwk(RSAKey key) {
        return key.toPublicJWK();
    }

    private static String genuine(Installation installation, UnaryOperator<JWTClaimsSet.Builder> change)
            throws Exception {
        var key = new Keys(installation.platform().settings().home()).newestTokenKey();
        var token = new SignedJWT(
                header(JWSAlgorithm.RS256, key), change.apply(claims()).build());
        token.sign(new RSASSASigner(key.pair().getPrivate()));
        return token.serialize();
    }

    private static String changed(Keys.TokenKey key, JWSSigner signer, UnaryOperator<JWSHeader.Builder> change)
            throws Exception {
        return signed(
                change.apply(new JWSHeader.Builder(header(JWSAlgorithm.RS256, key)))
                        .build(),
                signer);
    }

    private static String signed(JWSHeader header, JWSSigner signer) throws Exception {
        var token = new SignedJWT(header, claims().build());
        token.sign(signer);
        return token.serialize();
    }

    private static JWSHeader header(JWSAlgorithm algorithm, Keys.TokenKey key) {
        return new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.id())
                .build();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("timedeal")
                .audience("timedeal")
                .subject(USER)
                .claim("roles", List.of("BUYER", "SELLER", "ADMIN"))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(inSeconds(0))
                .expirationTime(inSeconds(300));
    }

    private static Date inSeconds(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
