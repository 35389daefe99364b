package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.timedeal.launcher.secrets.Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every service at every internal endpoint of every other, with its genuine key, held against {@code internal-calls.txt}. */
@ExtendWith(RunningPlatform.class)
@Order(9)
class InternalCallsIT {

    private static final List<String> CALLERS =
            List.of("user-service", "product-service", "order-service", "schedule-service");

    private static final List<String> SCOPES = List.of(
            "revocations.read",
            "deals.read",
            "stock.reserve",
            "allotments.cancel",
            "allotments.close",
            "allotments.change",
            "allotments.settle",
            "payments.deposit");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param cells one per caller */
    private record Expectation(String method, String service, String path, List<String> cells) {

        static Expectation of(String line) {
            var words = line.strip().split("\\s+");
            return new Expectation(
                    words[0], words[1], words[2], Arrays.asList(words).subList(3, 7));
        }

        String endpoint() {
            return method + " " + service + " " + path.replaceAll("\\?.*", "");
        }

        /** With what is no id: whoever is let in is told so, and nothing happens. */
        String withoutIds() {
            return path.replaceAll("\\{[^}]+}", "no-id");
        }
    }

    @Test
    void everyServiceMayCallWhatIsDeclaredAndNothingElse(Installation installation) throws Exception {
        var expectations = read();
        assertThat(expectations.stream().map(Expectation::endpoint).toList())
                .as("every internal endpoint has one line, and every line an endpoint")
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(offered(installation));

        var wrong = new ArrayList<String>();
        for (var expectation : expectations) {
            try (var door = new Door(installation.platform().address(expectation.service()))) {
                for (var caller = 0; caller < CALLERS.size(); caller++) {
                    var name = CALLERS.get(caller);
                    var token = token(installation, name, expectation.service(), String.join(" ", SCOPES));
                    var answer = door.send(expectation.method(), expectation.withoutIds(), token, body(expectation));
                    var expected = expectation.cells().get(caller);
                    if (!meets(answer.statusCode(), expected)) {
                        wrong.add("%s by %s: expected %s, was %d %s"
                                .formatted(expectation.endpoint(), name, expected, answer.statusCode(), answer.body()));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        Installation.tell("%d internal endpoints, %d callers: as declared.", expectations.size(), CALLERS.size());
    }

    @Test
    void aCallerThatMayIsRefusedWithATokenForSomethingElse(Installation installation) throws Exception {
        var user = installation.account().buyer().accessToken();
        var wrong = new ArrayList<String>();
        for (var expectation : read()) {
            var caller = CALLERS.get(expectation.cells().indexOf("+"));
            var elsewhere = CALLERS.stream()
                    .filter(service -> !service.equals(expectation.service()))
                    .findFirst()
                    .orElseThrow();
            try (var door = new Door(installation.platform().address(expectation.service()))) {
                var noScope = token(installation, caller, expectation.service(), "");
                var madeUpScope = token(installation, caller, expectation.service(), "internal *");
                var wrongAudience = token(installation, caller, elsewhere, String.join(" ", SCOPES));
                var statuses = new ArrayList<Integer>();
                for (var token : Arrays.asList(noScope, madeUpScope, wrongAudience, user, null)) {
                    statuses.add(door.send(expectation.method(), expectation.withoutIds(), token, body(expectation))
                            .statusCode());
                }
                if (!statuses.equals(List.of(403, 403, 401, 401, 401))) {
                    wrong.add(expectation.endpoint() + ": " + statuses);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean meets(int status, String expected) {
        return switch (expected) {
            case "-" -> status == 401;
            case "F" -> status == 403;
            case "+" -> status == 200 || status == 400;
            default -> throw new IllegalArgumentException("No such cell: " + expected);
        };
    }

    private static String body(Expectation expectation) {
        return expectation.method().equals("GET") ? null : "{}";
    }

    private static Set<String> offered(Installation installation) throws Exception {
        var anybody = installation.account().buyer();
        var endpoints = new TreeSet<String>();
        for (var service : CALLERS) {
            try (var door = new Door(installation.platform().address(service))) {
                var described = door.send("GET", "/v3/api-docs", anybody.accessToken(), null);
                assertThat(described.statusCode()).as(service).isEqualTo(200);
                for (var path : JSON.readTree(described.body()).path("paths").properties()) {
                    if (path.getKey().startsWith("/internal/")) {
                        path.getValue()
                                .fieldNames()
                                .forEachRemaining(method -> endpoints.add(
                                        method.toUpperCase(Locale.ROOT) + " " + service + " " + path.getKey()));
                    }
                }
            }
        }
        return endpoints;
    }

    /** As the service itself makes them. */
    private static String token(Installation installation, String caller, String callee, String scope)
            throws IOException, GeneralSecurityException, JOSEException {
        var now = Instant.now();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("svc+jwt"))
                .keyID(caller)
                .build();
        var claims = new JWTClaimsSet.Builder()
                .issuer(caller)
                .audience(callee)
                .claim("scope", scope)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .build();
        var jwt = new SignedJWT(header, claims);
        jwt.sign(new ECDSASigner(key(installation, caller)));
        return jwt.serialize();
    }

    private static ECPrivateKey key(Installation installation, String service)
            throws IOException, GeneralSecurityException {
        var file = new Keys(installation.platform().settings().home()).service(service);
        var base64 = Files.readString(file).replaceAll("-----[^-]+-----", "");
        var encoded = Base64.getMimeDecoder().decode(base64);
        return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static List<Expectation> read() throws IOException {
        try (var file = InternalCallsIT.class.getResourceAsStream("/internal-calls.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Expectation::of)
                    .toList();
        }
    }
}
