package com.timedeal.userservice.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.timedeal.localinfrastructure.testing.Infrastructure;
import com.timedeal.userservice.Mailbox;
import com.timedeal.userservice.People;
import com.timedeal.userservice.TestHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Passwords and codes tried until one fits: how far that gets, per account and per source, and who else notices. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "eureka.client.enabled=false",
            "timedeal.redis.timeout=1s",
            "timedeal.guessing.patience=1s",
            "timedeal.passwords.patience=1s"
        })
@Timeout(300)
class GuessingIT {

    private static final int PER_ACCOUNT = 10;

    /** What the instance lets through on top, by its own count, if Redis should fail it just then: a third. */
    private static final int BY_ITSELF = PER_ACCOUNT / 3;

    private static final int PER_SOURCE = 100;
    private static final Duration ONE_MORE_OF_A_SOURCE = Duration.ofSeconds(6);
    private static final int AT_ONCE = 6;

    @LocalServerPort
    private int port;

    @Test
    void looksAtTenOfAHundredWrongPasswordsAndKeepsTheOwnerNotOut() throws Exception {
        var home = from(TestHttp.newSource());
        var kim = home.somebody();
        var stranger = from(TestHttp.newSource());

        assertThat(lookedAt(inParallel(100, guess -> () -> stranger.logIn(kim.email(), "wrong password " + guess))))
                .isBetween(PER_ACCOUNT, PER_ACCOUNT + BY_ITSELF);

        var refused = stranger.logIn(kim.email(), People.PASSWORD);
        assertThat(People.code(refused)).isEqualTo("TOO_MANY_TRIES");
        assertThat(retryAfter(refused)).isBetween(1L, 361L);
        assertThat(home.logIn(kim.email(), People.PASSWORD).getStatusCode())
                .as("where she signed in before, nothing is different")
                .isEqualTo(HttpStatus.OK);
        assertThat(People.code(stranger.logIn(kim.email(), People.PASSWORD)))
                .as("and that opens nothing to the one who guesses")
                .isEqualTo("TOO_MANY_TRIES");
    }

    @Test
    void looksAtTenHoweverManySourcesGuess() throws Exception {
        var home = from(TestHttp.newSource());
        var kim = home.somebody();

        assertThat(lookedAt(inParallel(
                        100, guess -> () -> from(TestHttp.newSource()).logIn(kim.email(), "wrong password " + guess))))
                .isBetween(PER_ACCOUNT, PER_ACCOUNT + BY_ITSELF);

        assertThat(home.logIn(kim.email(), People.PASSWORD).getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void limitsASourceThatIsKnownToTheAccountToo() {
        var home = from(TestHttp.newSource());
        var kim = home.somebody();

        for (var guess = 0; guess < PER_ACCOUNT; guess++) {
            assertThat(People.code(home.logIn(kim.email(), "wrong password"))).isEqualTo("BAD_CREDENTIALS");
        }

        assertThat(People.code(home.logIn(kim.email(), People.PASSWORD))).isEqualTo("TOO_MANY_TRIES");
    }

    @Test
    void stopsASourceThatTriesTenThousandAccounts() throws Exception {
        var elsewhere = from(TestHttp.newSource());
        var kim = elsewhere.somebody();
        var office = TestHttp.newSource();
        var guesser = from(office);
        var begin = System.nanoTime();

        var looked = lookedAt(inParallel(10_000, guess -> () -> guesser.logIn(People.newAddress(), "wrong password")));

        var time = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(looked)
                .as("in %s", time)
                .isBetween(PER_SOURCE, PER_SOURCE + 2 + (int) time.dividedBy(ONE_MORE_OF_A_SOURCE));
        spendWhatCameBack(guesser);
        var there = guesser.logIn(kim.email(), People.PASSWORD);
        assertThat(People.code(there)).isEqualTo("TOO_MANY_TRIES");
        assertThat(retryAfter(there)).as("not for long").isBetween(1L, 7L);
        assertThat(elsewhere.logIn(kim.email(), People.PASSWORD).getStatusCode())
                .as("everybody elsewhere")
                .isEqualTo(HttpStatus.OK);
        spendWhatCameBack(guesser);
        assertThat(People.code(guesser.logIn("no address at all", "wrong password")))
                .as("nor what cannot be an address")
                .isEqualTo("TOO_MANY_TRIES");
    }

    /** Meanwhile another guess may have become due; the next is six seconds away. */
    private static void spendWhatCameBack(People guesser) {
        while (People.code(guesser.logIn(People.newAddress(), "wrong password")).equals("BAD_CREDENTIALS")) {
            // One less.
        }
    }

    @Test
    void countsWhatIsWrongAndNotWhatIsRight() throws Exception {
        var office = from(TestHttp.newSource());
        var kim = office.somebody();

        var answers = inParallel(PER_SOURCE + 20, login -> () -> office.logIn(kim.email(), People.PASSWORD));

        assertThat(answers).allMatch(answer -> answer.getStatusCode() == HttpStatus.OK);
    }

    @Test
    void stopsASourceThatTriesCodesOfMany() throws Exception {
        var guesser = from(TestHttp.newSource());
        var answers = inParallel(
                PER_SOURCE + 50,
                guess -> () -> guesser.send(
                        HttpMethod.POST,
                        "/api/v1/email-verifications/confirm",
                        null,
                        Map.of("email", People.newAddress(), "code", "12345678")));

        assertThat(answers.stream().filter(answer -> People.code(answer).equals("WRONG_CODE")))
                .hasSizeBetween(PER_SOURCE, PER_SOURCE + 3);
        var refused = answers.stream()
                .filter(answer -> answer.getStatusCode() == HttpStatus.TOO_MANY_REQUESTS)
                .findFirst()
                .orElseThrow();
        assertThat(retryAfter(refused)).isBetween(1L, 7L);
        var reset = Map.of("email", People.newAddress(), "code", "12345678", "newPassword", "nine lives, no regrets");
        assertThat(People.code(guesser.send(HttpMethod.POST, "/api/v1/auth/password-resets/confirm", null, reset)))
                .isEqualTo("TOO_MANY_TRIES");
        assertThat(People.code(guesser.logIn(People.newAddress(), "wrong password")))
                .as("nor passwords")
                .isEqualTo("TOO_MANY_TRIES");
    }

    @Test
    void sendsForOneSourceOnlySoManyMailsThatNobodyAnswers() throws Exception {
        var bomber = from(TestHttp.newSource());
        var answered = People.newAddress();
        assertThat(askForCode(bomber, "/api/v1/email-verifications", answered)).isEqualTo(HttpStatus.ACCEPTED);

        var answers = inParallel(
                PER_SOURCE + 20,
                number -> () -> bomber.send(
                        HttpMethod.POST,
                        number % 2 == 0 ? "/api/v1/email-verifications" : "/api/v1/auth/password-resets",
                        null,
                        Map.of("email", People.newAddress())));

        assertThat(answers.stream().filter(answer -> answer.getStatusCode() == HttpStatus.ACCEPTED))
                .hasSizeBetween(PER_SOURCE - 1, PER_SOURCE + 1);
        assertThat(answers.stream().map(People::code).filter(code -> !code.isEmpty()))
                .containsOnly("TOO_MANY_CODES");
        assertThat(askForCode(from(TestHttp.newSource()), "/api/v1/email-verifications", People.newAddress()))
                .as("for others")
                .isEqualTo(HttpStatus.ACCEPTED);

        // One that is used makes room for another.
        var code = Mailbox.awaitCode(answered, 1);
        assertThat(bomber.send(
                                HttpMethod.POST,
                                "/api/v1/email-verifications/confirm",
                                null,
                                Map.of("email", answered, "code", code))
                        .getStatusCode())
                .isEqualTo(HttpStatus.OK);
        assertThat(askForCode(bomber, "/api/v1/email-verifications", People.newAddress()))
                .isEqualTo(HttpStatus.ACCEPTED);
    }

    @Test
    void countsMoreStrictlyByItselfWhileRedisIsAway() throws Exception {
        var redis = Infrastructure.current().redis();
        Assumptions.assumeTrue(redis.isControlled());
        var home = from(TestHttp.newSource());
        var kim = home.somebody();
        var lee = home.somebody();
        var stranger = from(TestHttp.newSource());
        redis.stop();
        try {
            assertThat(lookedAt(inParallel(20, guess -> () -> stranger.logIn(kim.email(), "wrong password"))))
                    .as("of one account")
                    .isEqualTo(3);
            assertThat(lookedAt(inParallel(100, guess -> () -> stranger.logIn(People.newAddress(), "wrong password"))))
                    .as("from one source")
                    .isLessThanOrEqualTo(33);
            for (var login = 0; login < 5; login++) {
                assertThat(home.logIn(lee.email(), People.PASSWORD).getStatusCode())
                        .as("who knows the password signs in")
                        .isEqualTo(HttpStatus.OK);
            }
        } finally {
            redis.start();
        }
        // The second look comes when this instance has stopped counting alone, so that the next test finds it as it
        // was.
        for (var pause : List.of(Duration.ofMillis(100), Duration.ofMillis(1_500))) {
            Awaitility.await()
                    .pollDelay(pause)
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> askForCode(home, "/api/v1/email-verifications", People.newAddress())
                            == HttpStatus.ACCEPTED);
        }
        assertThat(home.logIn(kim.email(), People.PASSWORD).getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    private People from(String source) {
        return new People(TestHttp.to(port, source));
    }

    private static HttpStatus askForCode(People people, String path, String address) {
        return HttpStatus.valueOf(people.send(HttpMethod.POST, path, null, Map.of("email", address))
                .getStatusCode()
                .value());
    }

    private static long retryAfter(ResponseEntity<JsonNode> refused) {
        return Long.parseLong(refused.getHeaders().getFirst(HttpHeaders.RETRY_AFTER));
    }

    private static int lookedAt(List<ResponseEntity<JsonNode>> answers) {
        assertThat(answers.stream().map(People::code).distinct()).isSubsetOf("BAD_CREDENTIALS", "TOO_MANY_TRIES");
        return (int) answers.stream()
                .filter(answer -> People.code(answer).equals("BAD_CREDENTIALS"))
                .count();
    }

    private static List<ResponseEntity<JsonNode>> inParallel(int times, Numbered request) throws Exception {
        var running = new ArrayList<Future<ResponseEntity<JsonNode>>>();
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var number = 0; number < times; number++) {
                running.add(pool.submit(request.of(number)));
            }
        }
        var answers = new ArrayList<ResponseEntity<JsonNode>>();
        for (var one : running) {
            answers.add(one.get());
        }
        return answers;
    }

    @FunctionalInterface
    private interface Numbered {
        Callable<ResponseEntity<JsonNode>> of(int number);
    }
}
