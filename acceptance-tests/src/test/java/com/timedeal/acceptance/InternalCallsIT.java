package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
                    var token = ServiceToken.of(installation, name, expectation.service(), ServiceToken.ALL_SCOPES);
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
                var noScope = ServiceToken.of(installation, caller, expectation.service(), "");
                var madeUpScope = ServiceToken.of(installation, caller, expectation.service(), "internal *");
                var wrongAudience = ServiceToken.of(installation, caller, elsewhere, ServiceToken.ALL_SCOPES);
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
