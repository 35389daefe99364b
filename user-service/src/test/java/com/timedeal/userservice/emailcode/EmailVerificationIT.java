package com.timedeal.userservice.emailcode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.timedeal.localinfrastructure.testing.Infrastructure;
import com.timedeal.userservice.Mailbox;
import com.timedeal.userservice.TestHttp;
import com.timedeal.userservice.email.EmailAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Codes by mail, on a real Redis and a real connection to a mail server. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"eureka.client.enabled=false", "timedeal.codes.sends-within=1500ms", "timedeal.mail.pause=50ms"})
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class EmailVerificationIT {

    @LocalServerPort
    private int port;

    @Autowired
    private EmailCodes codes;

    @Autowired
    private RedissonClient redisson;

    private TestRestTemplate http;
    private String email;

    @BeforeEach
    void chooseAddress() {
        http = TestHttp.to(port);
        email = "lee." + UUID.randomUUID() + "@example.com";
    }

    @Test
    void provesAnAddressByACodeFromItsMail(CapturedOutput log) {
        assertThat(request(email).getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);

        var code = Mailbox.awaitCode(email, 1);
        var confirmed = confirm(email, code);

        assertThat(confirmed.getStatusCode()).isEqualTo(HttpStatus.OK);
        var proof = confirmed.getBody().get("verificationToken").asText();
        assertThat(codes.proves(CodePurpose.SIGN_UP, address(email), proof)).isTrue();
        assertThat(log).doesNotContain(email).doesNotContain(code).doesNotContain(proof);
    }

    @Test
    void acceptsACodeOnce() {
        request(email);
        var code = Mailbox.awaitCode(email, 1);

        assertThat(confirm(email, code).getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(code(confirm(email, code))).isEqualTo("WRONG_CODE");
    }

    @Test
    void acceptsACodeOnceHoweverManyTryAtOnce() throws Exception {
        request(email);
        var code = Mailbox.awaitCode(email, 1);
        var threads = 10;
        var start = new CyclicBarrier(threads);
        var running = new ArrayList<Future<HttpStatus>>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    start.await();
                    return HttpStatus.valueOf(
                            confirm(email, code).getStatusCode().value());
                }));
            }
        }

        var accepted = 0;
        for (var one : running) {
            accepted += one.get() == HttpStatus.OK ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(1);
    }

    @Test
    void bindsACodeToItsAddressAndItsPurpose() {
        var other = "other." + email;
        request(email);
        request(other);
        var code = Mailbox.awaitCode(email, 1);

        assertThat(code(confirm(other, code))).isEqualTo("WRONG_CODE");
        assertThat(codes.redeem(CodePurpose.PASSWORD_RESET, address(email), code))
                .isInstanceOf(EmailCodes.Wrong.class);
        var redeemed = (EmailCodes.Redeemed) codes.redeem(CodePurpose.SIGN_UP, address(email), code);
        assertThat(codes.proves(CodePurpose.SIGN_UP, address(other), redeemed.proof()))
                .isFalse();
        assertThat(codes.proves(CodePurpose.PASSWORD_RESET, address(email), redeemed.proof()))
                .isFalse();
    }

    @Test
    void endsACodeAfterFiveWrongOnes() {
        request(email);
        var code = Mailbox.awaitCode(email, 1);
        for (var guess = 0; guess < 5; guess++) {
            assertThat(code(confirm(email, wrong(code)))).isEqualTo("WRONG_CODE");
        }

        assertThat(code(confirm(email, code))).as("the right one, too late").isEqualTo("WRONG_CODE");
    }

    @Test
    void countsWrongCodesOfADayOverAllCodesOfAnAddress() {
        for (var sent = 1; sent <= 2; sent++) {
            request(email);
            var code = Mailbox.awaitCode(email, sent);
            for (var guess = 0; guess < 5; guess++) {
                confirm(email, wrong(code));
            }
        }
        request(email);
        var code = Mailbox.awaitCode(email, 3);

        var answer = confirm(email, code);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(code(answer)).isEqualTo("TOO_MANY_TRIES");
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isNotNull();
    }

    @Test
    void killsTheOldCodeWithTheNewOne() {
        request(email);
        var old = Mailbox.awaitCode(email, 1);
        request(email);
        var newer = Mailbox.awaitCode(email, 2);

        if (!old.equals(newer)) {
            assertThat(code(confirm(email, old))).isEqualTo("WRONG_CODE");
        }
        assertThat(confirm(email, newer).getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void sendsNobodyMoreThanThreeInAWhileAndTenInADay() {
        for (var round = 0; round < 3; round++) {
            for (var sent = 0; sent < 3; sent++) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> request(email).getStatusCode().equals(HttpStatus.ACCEPTED));
            }
            var refused = request(email);
            assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
            assertThat(code(refused)).isEqualTo("TOO_MANY_CODES");
            assertThat(Long.parseLong(refused.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)))
                    .isBetween(1L, 3L);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> request(email).getStatusCode().equals(HttpStatus.ACCEPTED));

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(
                                Long.parseLong(request(email).getHeaders().getFirst(HttpHeaders.RETRY_AFTER)))
                        .as("no more today")
                        .isGreaterThan(1_000));
        // For another purpose neither: it is the address that must not be bombed.
        assertThat(codes.issue(CodePurpose.PASSWORD_RESET, address(email))).isInstanceOf(EmailCodes.TooMany.class);
        assertThat(Mailbox.awaitMailsTo(email, 10)).hasSize(10);
    }

    @Test
    void keepsNeitherCodesNorAddressesReadableInRedis() {
        request(email);
        var code = Mailbox.awaitCode(email, 1);
        var proof = confirm(email, code).getBody().get("verificationToken").asText();
        request(email);
        var second = Mailbox.awaitCode(email, 2);

        var everything = new StringBuilder();
        redisson.getKeys()
                .getKeysStream()
                .filter(key -> key.contains("email-code"))
                .forEach(key -> {
                    everything.append(key).append('\n');
                    if (key.contains("code:SIGN_UP")) {
                        redisson.<String, String>getMap(key, StringCodec.INSTANCE)
                                .readAllMap()
                                .values()
                                .forEach(everything::append);
                    }
                    assertThat(redisson.getKeys().remainTimeToLive(key))
                            .as(key)
                            .isBetween(
                                    1L,
                                    (key.contains(":code:") ? Duration.ofMinutes(10) : Duration.ofDays(1)).toMillis());
                });

        assertThat(everything.toString())
                .contains("code:SIGN_UP")
                .doesNotContain(email, email.substring(4, 40), code, second, proof);
    }

    @Test
    void drawsCodesFromAllOfTheirRange() {
        var drawn = new HashSet<String>();
        for (var i = 0; i < 200; i++) {
            var issued = codes.issue(CodePurpose.SIGN_UP, address(i + "." + email));
            drawn.add(((EmailCodes.Issued) issued).code());
        }

        // Two alike among 200 of a hundred million: once in 5,000 runs; two pairs, never.
        assertThat(drawn).hasSizeGreaterThanOrEqualTo(199).allMatch(code -> code.matches("[0-9]{8}"));
        assertThat(drawn.stream().map(code -> code.charAt(0)).distinct()).hasSize(10);
    }

    @Test
    void saysThatItCannotWhileRedisIsAway() {
        var redis = Infrastructure.current().redis();
        Assumptions.assumeTrue(redis.isControlled());
        redis.stop();
        try {
            var answer = request(email);
            assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
            assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isNotNull();
            assertThat(confirm(email, "12345678").getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
            var signUp = http.postForEntity(
                    "/api/v1/users",
                    Map.of(
                            "email", email,
                            "password", "correct horse",
                            "name", "Lee",
                            "nickname", "Lee",
                            "phone", "010-1234-5678",
                            "verificationToken", "proof"),
                    JsonNode.class);
            assertThat(signUp.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        } finally {
            redis.start();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> request(email).getStatusCode().equals(HttpStatus.ACCEPTED));
    }

    @Test
    void refusesWhatIsNeitherAnAddressNorACode() {
        assertThat(request("not an address").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(confirm(email, "1234567").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(confirm(email, "abcdefgh").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    }

    private ResponseEntity<JsonNode> request(String address) {
        return http.postForEntity("/api/v1/email-verifications", Map.of("email", address), JsonNode.class);
    }

    private ResponseEntity<JsonNode> confirm(String address, String code) {
        return http.postForEntity(
                "/api/v1/email-verifications/confirm", Map.of("email", address, "code", code), JsonNode.class);
    }

    private static EmailAddress address(String email) {
        return EmailAddress.parse(email).orElseThrow();
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '9' ? '0' : (char) (code.charAt(0) + 1)) + code.substring(1);
    }

    private static String code(ResponseEntity<JsonNode> answer) {
        return answer.getBody().get("code").asText();
    }
}
