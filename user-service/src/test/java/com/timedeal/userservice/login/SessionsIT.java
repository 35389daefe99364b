package com.timedeal.userservice.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.userservice.Mailbox;
import com.timedeal.userservice.People;
import com.timedeal.userservice.TestHttp;
import com.timedeal.userservice.token.IssueAccessToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** From login to the end of a session, however it ends, on a real database. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "eureka.client.enabled=false",
            "timedeal.redis.timeout=1s",
            "timedeal.guessing.patience=1s",
            "timedeal.sessions.grace=1s",
            "timedeal.sessions.most=3",
            "timedeal.revocations.ask-every=100ms",
            "timedeal.passwords.patience=1s"
        })
@Timeout(120)
class SessionsIT {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String NEW_PASSWORD = "nine lives, no regrets";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private IssueAccessToken tokens;

    private People people;

    @BeforeEach
    void meetPeople() {
        people = new People(TestHttp.to(port));
    }

    @Test
    void goesOnWithANewTokenEachTime() {
        var kim = people.somebody();

        var refreshed = people.refresh(kim.refreshToken(), "tests");

        assertThat(refreshed.getStatusCode()).isEqualTo(HttpStatus.OK);
        var next = refreshed.getBody().get("refreshToken").asText();
        assertThat(next).isNotEqualTo(kim.refreshToken());
        assertThat(people.get(
                                "/api/v1/users/me",
                                refreshed.getBody().get("accessToken").asText())
                        .getStatusCode())
                .isEqualTo(HttpStatus.OK);
        assertThat(people.refresh(next, "tests").getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void storesNoRefreshToken() {
        var kim = people.somebody();

        var stored = jdbc.sql("select count(*) from refresh_token where hash = ? or hash = unhex(sha2(?, 256))")
                .params(kim.refreshToken(), kim.refreshToken())
                .query(Long.class)
                .single();

        assertThat(stored).as("only its hash").isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from refresh_token where hash = ?")
                        .param(kim.refreshToken())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void takesTwoRefreshesAtOnceForALostAnswer() throws Exception {
        var kim = people.somebody();
        var start = new CyclicBarrier(2);
        var running = new ArrayList<Future<String>>();
        try (var pool = Executors.newFixedThreadPool(2)) {
            for (var i = 0; i < 2; i++) {
                running.add(pool.submit(() -> {
                    start.await();
                    return people.refresh(kim.refreshToken(), "tests")
                            .getBody()
                            .path("refreshToken")
                            .asText();
                }));
            }
        }

        for (var one : running) {
            assertThat(people.refresh(one.get(), "tests").getStatusCode()).isEqualTo(HttpStatus.OK);
        }
    }

    @Test
    void endsTheSessionWhenATokenIsUsedOnceMoreByAnotherClient() {
        var kim = people.somebody();
        var next = people.refresh(kim.refreshToken(), "tests")
                .getBody()
                .get("refreshToken")
                .asText();

        var stolen = people.refresh(kim.refreshToken(), "somebody else's browser");

        assertThat(stolen.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(People.code(stolen)).isEqualTo("INVALID_REFRESH_TOKEN");
        assertThat(people.refresh(next, "tests").getStatusCode())
                .as("the family is over")
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        awaitRefused(kim.token());
    }

    @Test
    void endsTheSessionWhenATokenIsUsedOnceMoreAfterAWhile() {
        var kim = people.somebody();
        var next = people.refresh(kim.refreshToken(), "tests")
                .getBody()
                .get("refreshToken")
                .asText();
        Awaitility.await()
                .atMost(SOON)
                .until(() -> jdbc.sql(
                                "select used_at < sysdate(6) - interval 1100000 microsecond from refresh_token where hash = unhex(sha2(?, 256))")
                        .param(kim.refreshToken())
                        .query(Boolean.class)
                        .single());

        assertThat(people.refresh(kim.refreshToken(), "tests").getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(people.refresh(next, "tests").getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void logsOutOneSessionAndLetsTheOthersGoOn() {
        var here = people.somebody();
        var there = people.loggedIn(here.email(), People.PASSWORD);

        assertThat(people.logOut(here.refreshToken()).getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(people.logOut(here.refreshToken()).getStatusCode())
                .as("again")
                .isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(people.logOut("nonsense").getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);

        assertThat(people.refresh(here.refreshToken(), "tests").getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        awaitRefused(here.token());
        var goingOn = people.refresh(there.refreshToken(), "tests");
        assertThat(goingOn.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(people.get(
                                "/api/v1/users/me",
                                goingOn.getBody().get("accessToken").asText())
                        .getStatusCode())
                .isEqualTo(HttpStatus.OK);
        assertThat(revocations(here.id())).isEqualTo("SIGNED_OUT");
    }

    @Test
    void listsSessionsAndEndsOneOfThem() {
        var here = people.somebody();
        var there = people.loggedIn(here.email(), People.PASSWORD);
        var stranger = people.somebody();

        var list =
                people.get("/api/v1/users/me/sessions", there.token()).getBody().get("items");
        assertThat(list).hasSize(2);
        assertThat(list.get(0).get("client").asText()).isEqualTo("tests");
        var oldest = list.get(1).get("sessionId").asText();

        assertThat(end(stranger.token(), oldest)).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(end(there.token(), oldest)).isEqualTo(HttpStatus.NO_CONTENT);

        assertThat(people.refresh(here.refreshToken(), "tests").getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(people.refresh(there.refreshToken(), "tests").getStatusCode())
                .isEqualTo(HttpStatus.OK);
    }

    @Test
    void keepsOnlySoManySessionsOfAnAccount() {
        var first = people.somebody();
        for (var i = 0; i < 3; i++) {
            people.loggedIn(first.email(), People.PASSWORD);
        }

        assertThat(people.refresh(first.refreshToken(), "tests").getStatusCode())
                .isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void endsEverythingWithThePasswordAndTellsTheOwner() {
        var kim = people.somebody();
        var mails = Mailbox.mailsTo(kim.email()).size();

        assertThat(changePassword(kim.token(), "not the password", NEW_PASSWORD))
                .isEqualTo("WRONG_PASSWORD");
        assertThat(changePassword(kim.token(), People.PASSWORD, "short")).isEqualTo("INVALID_REQUEST");
        assertThat(changePassword(kim.token(), People.PASSWORD, NEW_PASSWORD)).isEmpty();

        assertThat(people.refresh(kim.refreshToken(), "tests").getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        awaitRefused(kim.token());
        assertThat(people.logIn(kim.email(), People.PASSWORD).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        var again = people.loggedIn(kim.email(), NEW_PASSWORD);
        assertThat(people.get("/api/v1/users/me", again.token()).getStatusCode())
                .isEqualTo(HttpStatus.OK);
        assertThat(Mailbox.awaitMailsTo(kim.email(), mails + 1).getLast()).contains("password was changed");
        assertThat(revocations(kim.id())).isEqualTo("PASSWORD_CHANGED");
    }

    @Test
    void setsAnotherPasswordByMailAndAnswersTheSameForStrangers() {
        var kim = people.somebody();
        var mails = Mailbox.mailsTo(kim.email()).size();
        var stranger = People.newAddress();

        var known = requestReset(kim.email());
        var unknown = requestReset(stranger);
        assertThat(known.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        assertThat(unknown.getStatusCode()).isEqualTo(known.getStatusCode());
        assertThat(unknown.getBody()).isEqualTo(known.getBody());
        var code = Mailbox.awaitCode(kim.email(), mails + 1);

        var wrong = reset(stranger, code);
        assertThat(wrong.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(People.code(wrong)).isEqualTo("WRONG_CODE");
        assertThat(reset(kim.email(), code).getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(People.code(reset(kim.email(), code))).as("again").isEqualTo("WRONG_CODE");

        assertThat(people.logIn(kim.email(), NEW_PASSWORD).getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(people.refresh(kim.refreshToken(), "tests").getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(Mailbox.mailsTo(stranger)).isEmpty();
    }

    @Test
    void keepsADisabledAccountOutUntilItIsEnabled() {
        var kim = people.somebody();
        var admin =
                tokens.to(UUID.randomUUID(), Set.of(Role.BUYER, Role.ADMIN), 0).value();

        assertThat(people.send(HttpMethod.PUT, "/api/v1/users/" + kim.id() + "/disabled", kim.token(), null)
                        .getStatusCode())
                .isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(people.send(HttpMethod.PUT, "/api/v1/users/" + kim.id() + "/disabled", admin, null)
                        .getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);

        assertThat(People.code(people.logIn(kim.email(), People.PASSWORD))).isEqualTo("ACCOUNT_DISABLED");
        assertThat(People.code(people.logIn(kim.email(), "wrong password")))
                .as("told to nobody who does not know the password")
                .isEqualTo("BAD_CREDENTIALS");
        assertThat(people.refresh(kim.refreshToken(), "tests").getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        awaitRefused(kim.token());

        assertThat(people.send(HttpMethod.DELETE, "/api/v1/users/" + kim.id() + "/disabled", admin, null)
                        .getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(people.logIn(kim.email(), People.PASSWORD).getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void givesAndTakesRolesWithEffectOnTokens() throws Exception {
        var kim = people.somebody();
        var adminId = UUID.randomUUID();
        var admin = tokens.to(adminId, Set.of(Role.BUYER, Role.ADMIN), 0).value();

        assertThat(changeRoles(admin, kim.id(), "ADMIN", "SELLER")).isEqualTo(HttpStatus.NO_CONTENT);
        awaitRefused(kim.token());
        var asAdmin = people.loggedIn(kim.email(), People.PASSWORD);
        assertThat(SignedJWT.parse(asAdmin.token()).getJWTClaimsSet().getStringListClaim("roles"))
                .containsExactly("BUYER", "SELLER", "ADMIN");
        assertThat(changeRoles(asAdmin.token(), kim.id())).as("oneself").isEqualTo(HttpStatus.CONFLICT);
        assertThat(changeRoles(admin, UUID.randomUUID())).isEqualTo(HttpStatus.NOT_FOUND);

        assertThat(changeRoles(admin, kim.id())).isEqualTo(HttpStatus.NO_CONTENT);
        awaitRefused(asAdmin.token());
        assertThat(people.get(
                                "/api/v1/users",
                                people.loggedIn(kim.email(), People.PASSWORD).token())
                        .getStatusCode())
                .isEqualTo(HttpStatus.FORBIDDEN);
    }

    @Test
    void slowsDownWhoeverGuessesAPassword() {
        var kim = people.somebody();
        for (var guess = 0; guess < 10; guess++) {
            assertThat(People.code(people.logIn(kim.email(), "wrong password " + guess)))
                    .isEqualTo("BAD_CREDENTIALS");
        }

        var refused = people.logIn(kim.email(), People.PASSWORD);
        assertThat(People.code(refused)).isEqualTo("TOO_MANY_TRIES");
        assertThat(Long.parseLong(refused.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)))
                .as("no malicious lock-out")
                .isBetween(1L, 361L);
        assertThat(People.code(people.logIn(People.newAddress(), "wrong password")))
                .as("others")
                .isEqualTo("BAD_CREDENTIALS");
        assertThat(people.refresh(kim.refreshToken(), "tests").getStatusCode())
                .as("who is signed in stays so")
                .isEqualTo(HttpStatus.OK);

        var mails = Mailbox.mailsTo(kim.email()).size();
        requestReset(kim.email());
        reset(kim.email(), Mailbox.awaitCode(kim.email(), mails + 1));
        assertThat(people.logIn(kim.email(), NEW_PASSWORD).getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void countsGuessesOfAddressesThatNobodyHasToo() {
        var stranger = People.newAddress();
        for (var guess = 0; guess < 10; guess++) {
            people.logIn(stranger, "wrong password");
        }

        assertThat(People.code(people.logIn(stranger, "wrong password"))).isEqualTo("TOO_MANY_TRIES");
    }

    @Test
    void renewsAHashThatWasMadeWithWeakerParameters() {
        var kim = people.somebody();
        var weak = new Argon2PasswordEncoder(16, 32, 1, 4096, 1).encode(People.PASSWORD);
        jdbc.sql("update account set password_hash = ? where id = ?")
                .params(weak, kim.id())
                .update();

        assertThat(people.logIn(kim.email(), People.PASSWORD).getStatusCode()).isEqualTo(HttpStatus.OK);

        assertThat(jdbc.sql("select password_hash from account where id = ?")
                        .param(kim.id())
                        .query(String.class)
                        .single())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    private void awaitRefused(String token) {
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            var answer = people.get("/api/v1/users/me", token);
            assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
            assertThat(People.code(answer)).isEqualTo("INVALID_TOKEN");
        });
    }

    private HttpStatus end(String token, String sessionId) {
        return HttpStatus.valueOf(people.send(HttpMethod.DELETE, "/api/v1/users/me/sessions/" + sessionId, token, null)
                .getStatusCode()
                .value());
    }

    private String changePassword(String token, String current, String wanted) {
        return People.code(people.send(
                HttpMethod.PUT,
                "/api/v1/users/me/password",
                token,
                Map.of("currentPassword", current, "newPassword", wanted)));
    }

    private ResponseEntity<JsonNode> requestReset(String email) {
        return people.send(HttpMethod.POST, "/api/v1/auth/password-resets", null, Map.of("email", email));
    }

    private ResponseEntity<JsonNode> reset(String email, String code) {
        return people.send(
                HttpMethod.POST,
                "/api/v1/auth/password-resets/confirm",
                null,
                Map.of("email", email, "code", code, "newPassword", NEW_PASSWORD));
    }

    private HttpStatus changeRoles(String token, UUID userId, String... roles) {
        return HttpStatus.valueOf(
                people.send(HttpMethod.PUT, "/api/v1/users/" + userId + "/roles", token, Map.of("roles", Set.of(roles)))
                        .getStatusCode()
                        .value());
    }

    private String revocations(UUID accountId) {
        return jdbc.sql("select group_concat(reason) from revocation where account_id = ?")
                .param(accountId)
                .query(String.class)
                .single();
    }
}
