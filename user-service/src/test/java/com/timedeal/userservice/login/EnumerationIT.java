package com.timedeal.userservice.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.timedeal.userservice.People;
import com.timedeal.userservice.TestHttp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;

/**
 * Whether an answer tells if there is an account, by what it says or by its time. That is judged by the size of the effect and not by its significance,
 * best of three, so that a build that is right does not fail by chance; an account that is looked for before the answer, or a
 * password that is not hashed, shows in all three.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "eureka.client.enabled=false",
            "timedeal.redis.timeout=1s",
            "timedeal.passwords.patience=1s",
            "timedeal.codes.sends-within=100ms",
            "timedeal.guessing.patience=1s",
            "timedeal.guessing.account.one-more-every=100ms",
            "timedeal.guessing.source.at-once=100000",
            "timedeal.guessing.mails.at-once=100000"
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class EnumerationIT {

    private static final int PEOPLE = 20;
    private static final int ROUNDS = 3;
    private static final int SAMPLES = 40;

    /** Cliff's delta: how much more often one is slower than the other; by convention a medium effect begins here. */
    private static final double LARGEST_EFFECT = 0.33;

    private static final double LARGEST_DIFFERENCE_MILLIS = 5;

    private final List<String> known = new ArrayList<>();

    @LocalServerPort
    private int port;

    private People people;
    private int next;

    @BeforeAll
    void signUp() {
        people = new People(TestHttp.to(port));
        for (var i = 0; i < PEOPLE; i++) {
            var address = People.newAddress();
            people.signUp(address, People.PASSWORD);
            known.add(address);
        }
    }

    @Test
    void takesAsLongToLogInWithAnUnknownAddress() {
        judge(address -> people.logIn(address, "not the password"));
    }

    @Test
    void takesAsLongToAskForAnotherPasswordForAnUnknownAddress() {
        judge(address -> people.send(HttpMethod.POST, "/api/v1/auth/password-resets", null, Map.of("email", address)));
    }

    @Test
    void takesAsLongToAskForACodeForAnUnknownAddress() {
        judge(address -> people.send(HttpMethod.POST, "/api/v1/email-verifications", null, Map.of("email", address)));
    }

    private void judge(Function<String, ResponseEntity<JsonNode>> request) {
        var unknown = known.stream().map(any -> People.newAddress()).toList();
        for (var i = 0; i < PEOPLE; i++) {
            request.apply(People.newAddress()); // warms up
        }
        assertThat(told(request.apply(known.getFirst())))
                .as("status, body and headers")
                .isEqualTo(told(request.apply(unknown.getFirst())));
        var seen = new ArrayList<String>();
        for (var round = 0; round < ROUNDS; round++) {
            var ofKnown = new double[SAMPLES];
            var ofUnknown = new double[SAMPLES];
            for (var i = 0; i < SAMPLES; i++) {
                // In turn, so that whatever else the machine does slows both.
                var one = next++ % PEOPLE;
                ofKnown[i] = millis(() -> request.apply(known.get(one)));
                ofUnknown[i] = millis(() -> request.apply(unknown.get(one)));
            }
            var effect = Math.abs(cliffsDelta(ofKnown, ofUnknown));
            var difference = Math.abs(Arrays.stream(ofKnown).min().orElseThrow()
                    - Arrays.stream(ofUnknown).min().orElseThrow());
            seen.add("effect %.2f, difference of the fastest %.2f ms".formatted(effect, difference));
            if (effect < LARGEST_EFFECT && difference < LARGEST_DIFFERENCE_MILLIS) {
                return;
            }
        }
        assertThat(seen).as("all three rounds told known from unknown").isEmpty();
    }

    /** All of an answer but its time and the name of the request. */
    private static List<Object> told(ResponseEntity<JsonNode> answer) {
        var headers = new HttpHeaders();
        headers.addAll(answer.getHeaders());
        headers.remove(HttpHeaders.DATE);
        headers.remove("X-Request-Id");
        return Arrays.asList(answer.getStatusCode(), answer.getBody(), headers);
    }

    private static double millis(Runnable work) {
        var start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double cliffsDelta(double[] a, double[] b) {
        var more = 0;
        for (var x : a) {
            for (var y : b) {
                more += Double.compare(x, y);
            }
        }
        return more / (double) (a.length * b.length);
    }
}
