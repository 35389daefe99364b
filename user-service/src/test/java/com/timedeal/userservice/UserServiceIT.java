package com.timedeal.userservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.userservice.personaldata.KeyedHash;
import com.timedeal.userservice.token.IssueAccessToken;
import com.timedeal.userservice.token.TestKeyFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service on a real database, as callers see it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "eureka.client.enabled=false",
            "timedeal.redis.timeout=1s",
            "timedeal.guessing.patience=1s", // the machine may be busy
            "timedeal.tokens.look-every=100ms",
            "timedeal.passwords.at-once=20", // so that all of a race get as far as the unique key
            "timedeal.passwords.patience=1s"
        })
@ExtendWith(OutputCaptureExtension.class)
class UserServiceIT {

    private static final String PASSWORD = " 맞는 말 배터리 스테이플 🔑 ";
    private static final String BAD_PASSWORD = "wrong but long enough";

    @Autowired
    private TestRestTemplate http;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private IssueAccessToken tokens;

    @Autowired
    private KeyedHash hashes;

    /** Different in each test: they share the database. */
    private String email;

    @BeforeEach
    void chooseAddress() {
        email = "kim." + UUID.randomUUID() + "@example.com";
    }

    @Test
    void signsUpLogsInAndBecomesASeller(CapturedOutput log) throws Exception {
        var before = Instant.now();

        var signedUp = signUp(email.replace("kim", "KIM").replace("example", "Example"));
        assertThat(signedUp.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        var userId = UUID.fromString(signedUp.getBody().get("userId").asText());
        assertThat(userId.version()).isEqualTo(7);

        var token = logIn(email, PASSWORD);
        var me = me(token);
        assertThat(me.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(me.getBody().properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("userId", "email", "name", "nickname", "phone", "roles", "createdAt");
        assertThat(me.getBody().get("userId").asText()).isEqualTo(userId.toString());
        assertThat(me.getBody().get("email").asText()).isEqualTo(email);
        assertThat(me.getBody().get("name").asText()).isEqualTo("김민수");
        assertThat(me.getBody().get("roles")).hasToString("[\"BUYER\"]");
        assertThat(Instant.parse(me.getBody().get("createdAt").asText()))
                .isBetween(before.minusSeconds(5), Instant.now().plusSeconds(5));

        assertThat(becomeSeller(token)).isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(becomeSeller(token)).as("again").isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(roles(token)).containsExactly("BUYER");
        assertThat(roles(logIn(email, PASSWORD))).containsExactly("BUYER", "SELLER");

        assertThat(hash(email)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(log).doesNotContain(email).doesNotContain(PASSWORD.strip()).doesNotContain(token);
    }

    @Test
    void opensOneAccountHoweverManyAskAtOnce(CapturedOutput log) throws Exception {
        var threads = 20;
        var start = new CyclicBarrier(threads);
        var proof = proof(email);
        var running = new ArrayList<Future<ResponseEntity<JsonNode>>>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var i = 0; i < threads; i++) {
                var typed = i % 2 == 0 ? email : email.toUpperCase();
                running.add(pool.submit(() -> {
                    start.await();
                    return signUp(typed, proof);
                }));
            }
        }

        var opened = 0;
        for (var one : running) {
            var answer = one.get();
            if (answer.getStatusCode() == HttpStatus.CREATED) {
                opened++;
            } else {
                // Whoever came when the first was done found the proof spent.
                assertThat(answer.getBody().get("code").asText()).isIn("EMAIL_TAKEN", "ADDRESS_NOT_VERIFIED");
            }
        }
        assertThat(opened).isEqualTo(1);
        var accounts = jdbc.sql("select count(*) from account where email_hash = ?")
                .param(hashes.of("account-email", email))
                .query(Long.class)
                .single();
        assertThat(accounts).isEqualTo(1);
        // The database's own words about a duplicate key quote the address.
        assertThat(log.toString().toLowerCase()).doesNotContain(email);
    }

    @Test
    void answersTheSameForAnUnknownAddressAndAWrongPassword(CapturedOutput log) {
        signUp(email);

        var wrong = post("/api/v1/auth/login", Map.of("email", email, "password", BAD_PASSWORD));
        var unknown = post("/api/v1/auth/login", Map.of("email", "no." + email, "password", BAD_PASSWORD));
        var impossible = post("/api/v1/auth/login", Map.of("email", "not an address", "password", "short"));

        assertThat(wrong.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(wrong.getBody().get("code").asText()).isEqualTo("BAD_CREDENTIALS");
        assertThat(List.of(unknown, impossible)).allSatisfy(answer -> {
            assertThat(answer.getStatusCode()).isEqualTo(wrong.getStatusCode());
            assertThat(answer.getBody()).isEqualTo(wrong.getBody());
            assertThat(withoutDate(answer)).isEqualTo(withoutDate(wrong));
        });
        assertThat(log).doesNotContain(email).doesNotContain(BAD_PASSWORD);
    }

    @Test
    void publishesTheKeysThatItsTokensAreVerifiedWith() throws Exception {
        signUp(email);

        var token = SignedJWT.parse(logIn(email, PASSWORD));

        var published = http.getForEntity("/.well-known/jwks.json", String.class);
        assertThat(published.getHeaders().getCacheControl()).isEqualTo("max-age=300");
        assertThat(published.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
        var key = JWKSet.parse(published.getBody())
                .getKeyByKeyId(token.getHeader().getKeyID())
                .toRSAKey();
        assertThat(key.isPrivate()).isFalse();
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
    }

    @Test
    void signsWithANewKeyAndStillKnowsTheOldOne() throws Exception {
        signUp(email);
        var old = logIn(email, PASSWORD);
        var folder = Path.of(System.getProperty("TIMEDEAL_TOKEN_KEYS", System.getenv("TIMEDEAL_TOKEN_KEYS")));

        var newer = TestKeyFolder.add(folder, "99990101T000000Z");
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> kid(logIn(email, PASSWORD)).equals("99990101T000000Z"));
            assertThat(me(old).getStatusCode()).isEqualTo(HttpStatus.OK);
            assertThat(me(logIn(email, PASSWORD)).getStatusCode()).isEqualTo(HttpStatus.OK);
            assertThat(http.getForObject("/.well-known/jwks.json", String.class))
                    .contains("99990101T000000Z", kid(old));
        } finally {
            Files.delete(newer);
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> kid(logIn(email, PASSWORD)).equals(kid(old)));
    }

    @Test
    void letsOnlyAdminsReadTheAudit() {
        signUp(email);
        var userId = UUID.randomUUID();

        var audit = get(
                "/api/v1/audit/user", tokens.to(userId, Set.of(Role.ADMIN), 0).value());

        assertThat(audit.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(audit.getBody().get("holds").asBoolean())
                .as(audit.getBody().toPrettyString())
                .isTrue();
        assertThat(audit.getBody().findValuesAsText("id"))
                .containsExactlyInAnyOrder("I23", "I25", "U1", "U2", "U3", "U4");
        assertThat(get(
                                "/api/v1/audit/user",
                                tokens.to(userId, Set.of(Role.SELLER), 0).value())
                        .getStatusCode())
                .isEqualTo(HttpStatus.FORBIDDEN);
    }

    @Test
    void isLiveAndReadyForAnybody() {
        assertThat(http.getForEntity("/actuator/health/liveness", String.class).getStatusCode())
                .isEqualTo(HttpStatus.OK);
        assertThat(http.getForEntity("/actuator/health/readiness", String.class).getStatusCode())
                .isEqualTo(HttpStatus.OK);
    }

    private ResponseEntity<JsonNode> signUp(String address) {
        return signUp(address, proof(address));
    }

    private ResponseEntity<JsonNode> signUp(String address, String proof) {
        return post(
                "/api/v1/users",
                Map.of(
                        "email",
                        address,
                        "password",
                        PASSWORD,
                        "name",
                        "김민수",
                        "nickname",
                        "민수",
                        "phone",
                        "010-1234-5678",
                        "verificationToken",
                        proof));
    }

    /** As everybody gets it: by the code from the mail. */
    private String proof(String address) {
        var before = Mailbox.mailsTo(email).size();
        assertThat(post("/api/v1/email-verifications", Map.of("email", address)).getStatusCode())
                .isEqualTo(HttpStatus.ACCEPTED);
        var code = Mailbox.awaitCode(email, before + 1);
        var confirmed = post("/api/v1/email-verifications/confirm", Map.of("email", address, "code", code));
        assertThat(confirmed.getStatusCode()).isEqualTo(HttpStatus.OK);
        return confirmed.getBody().get("verificationToken").asText();
    }

    private String logIn(String address, String password) {
        var answer = post("/api/v1/auth/login", Map.of("email", address, "password", password));
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(answer.getBody().get("tokenType").asText()).isEqualTo("Bearer");
        assertThat(answer.getBody().get("expiresIn").asInt()).isEqualTo(600);
        return answer.getBody().get("accessToken").asText();
    }

    private HttpStatus becomeSeller(String token) {
        var answer = http.exchange("/api/v1/users/me/seller", HttpMethod.PUT, bearing(token), Void.class);
        return HttpStatus.valueOf(answer.getStatusCode().value());
    }

    private ResponseEntity<JsonNode> me(String token) {
        return get("/api/v1/users/me", token);
    }

    private ResponseEntity<JsonNode> get(String path, String token) {
        return http.exchange(path, HttpMethod.GET, bearing(token), JsonNode.class);
    }

    private ResponseEntity<JsonNode> post(String path, Map<String, String> body) {
        return http.postForEntity(path, body, JsonNode.class);
    }

    private static HttpEntity<Void> bearing(String token) {
        var headers = new HttpHeaders();
        headers.setBearerAuth(token);
        return new HttpEntity<>(headers);
    }

    private static HttpHeaders withoutDate(ResponseEntity<?> answer) {
        var headers = new HttpHeaders();
        headers.addAll(answer.getHeaders());
        headers.remove(HttpHeaders.DATE);
        headers.remove("X-Request-Id");
        return headers;
    }

    private String hash(String address) {
        return jdbc.sql("select password_hash from account where email_hash = ?")
                .param(hashes.of("account-email", address))
                .query(String.class)
                .single();
    }

    private static String kid(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    private static List<String> roles(String token) throws Exception {
        return SignedJWT.parse(token).getJWTClaimsSet().getStringListClaim("roles");
    }
}
