package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.launcher.demo.Call;
import com.timedeal.launcher.demo.OpenAccount.Opened;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Everybody at every door: what the services say they offer, held against {@code authorization-matrix.txt}, and every field
 * of every answer, held against {@code answer-fields.txt}.
 */
@ExtendWith(RunningPlatform.class)
@Order(8)
class AuthorizationMatrixIT {

    private static final List<String> SERVICES =
            List.of("user-service", "product-service", "order-service", "schedule-service");

    private static final List<String> WHO = List.of("nobody", "disabled", "A", "B", "seller", "other", "admin");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AnswerFields FIELDS = AnswerFields.read();

    /** @param cells one per column of {@link #WHO} @param body null for none */
    private record Expectation(String method, String path, List<String> cells, String body) {

        static Expectation of(String line) {
            var words = line.strip().split("\\s+", 10);
            return new Expectation(
                    words[0], words[1], Arrays.asList(words).subList(2, 9), words.length > 9 ? words[9] : null);
        }

        String endpoint() {
            return method + " " + path;
        }
    }

    @Test
    void everybodyMayDoWhatIsDeclaredAndNothingElse(Installation installation) throws Exception {
        var expectations = read();
        var offered = offered(installation);
        assertThat(expectations.stream().map(Expectation::endpoint).toList())
                .as("every endpoint has one expectation, and every expectation an endpoint")
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(offered.keySet());
        var people = people(installation);
        var values = belongings(installation, people);

        var wrong = new ArrayList<String>();
        try (var gateway = new Door(installation.platform().gateway())) {
            for (var expectation : expectations) {
                try (var service = new Door(installation.platform().address(offered.get(expectation.endpoint())))) {
                    // Whoever may comes last: what they do may take away what the others are refused.
                    for (var column : refusedFirst(expectation)) {
                        var expected = expectation.cells().get(column);
                        judge(expectation, column, service, people, values, expected, wrong);
                        if (expectation.path().startsWith("/internal/")) {
                            judge(expectation, column, gateway, people, values, "N", wrong);
                        } else if (!expected.equals("+")) {
                            judge(expectation, column, gateway, people, values, expected, wrong);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        Installation.tell(
                "%d endpoints, %d cells, each at its service and, where refused, at the gateway.",
                expectations.size(), expectations.size() * WHO.size());
    }

    @Test
    void theServicesDescribeNoFieldsButTheDeclaredOnes(Installation installation) throws Exception {
        var differences = new ArrayList<String>();
        for (var service : SERVICES) {
            differences.addAll(FIELDS.differences(describedBy(installation, service)));
        }

        assertThat(differences).isEmpty();
        assertThat(offered(installation).keySet())
                .as("nothing is declared for nobody")
                .containsAll(FIELDS.endpoints());
    }

    @Test
    void noOtherMethodOpensAPath(Installation installation) throws Exception {
        var offered = offered(installation);
        var buyer = installation.account().buyer();
        var methods = new TreeMap<String, Set<String>>();
        offered.keySet()
                .forEach(endpoint -> methods.computeIfAbsent(endpoint.split(" ")[1], path -> new TreeSet<>())
                        .add(endpoint.split(" ")[0]));

        var wrong = new ArrayList<String>();
        for (var entry : methods.entrySet()) {
            var path = entry.getKey().replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
            var service = offered.get(entry.getValue().iterator().next() + " " + entry.getKey());
            try (var door = new Door(installation.platform().address(service))) {
                for (var method : METHODS) {
                    if (!entry.getValue().contains(method)) {
                        var status = door.send(method, path, buyer.accessToken(), "{}")
                                .statusCode();
                        // 404 where the path means another resource, such as /orders/{orderId} for /orders/export.
                        if (!Set.of(400, 401, 403, 404, 405).contains(status)) {
                            wrong.add(method + " " + path + " " + status);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noSpellingOfAPathOpensWhatIsAnAdministrators(Installation installation) throws Exception {
        var buyer = installation.account().buyer();
        var spellings = List.of(
                "/api/v1/users/",
                "/api/v1/users;x",
                "/api/v1/users;x=1",
                "/api/v1//users",
                "//api/v1/users",
                "/api/v1/%75sers",
                "/api/v1/users%2f",
                "/api/v1/users%2F..",
                "/api/v1/users/%2e%2e/users",
                "/api/v1/users/../users",
                "/api/v1/./users",
                "/API/V1/USERS",
                "/api/v1/Users",
                "/api/v1/users%00",
                "/api/v1/users.json",
                "/api/v1/users%20",
                "/api/v1/audit/user/",
                "/api/v1/audit/User",
                "/internal/revocations?within=PT1H",
                "/api/v1/../../internal/revocations?within=PT1H",
                "/%69nternal/revocations?within=PT1H",
                "/internal;x/revocations?within=PT1H");
        var user = installation.platform().address("user-service");
        for (var door : List.of(new Door(installation.platform().gateway()), new Door(user))) {
            try (door) {
                for (var spelling : spellings) {
                    var answer = door.send("GET", spelling, buyer.accessToken(), null);
                    assertThat(answer.statusCode()).as(spelling).isIn(400, 401, 403, 404);
                    assertThat(answer.body()).doesNotContain("totalItems", "\"revocations\"", "invariants");
                }
            }
        }
    }

    /** All that belongs to sellers and administrators, in every spelling and by every method. */
    @Test
    void noSpellingAndNoMethodOpensWhatIsNotABuyers(Installation installation) throws Exception {
        var buyer = installation.account().buyer();
        var offered = offered(installation);
        var wrong = new ArrayList<String>();
        var asked = 0;
        try (var gateway = new Door(installation.platform().gateway())) {
            for (var expectation : read()) {
                if (!expectation.cells().get(WHO.indexOf("A")).equals("F")) {
                    continue;
                }
                var path = expectation
                        .path()
                        .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
                var body =
                        expectation.body() == null ? null : expectation.body().replaceAll("\\{[^}\"]+}", "x");
                try (var service = new Door(installation.platform().address(offered.get(expectation.endpoint())))) {
                    for (var door : List.of(gateway, service)) {
                        for (var spelling : spellings(path)) {
                            asked++;
                            refused(door.send(expectation.method(), spelling, buyer.accessToken(), body))
                                    .ifPresent(
                                            answer -> wrong.add(expectation.method() + " " + spelling + " " + answer));
                        }
                        for (var method : METHODS) {
                            if (!method.equals(expectation.method()) && !isOpen(method, expectation.path())) {
                                asked++;
                                refused(door.send(method, path, buyer.accessToken(), "{}"))
                                        .ifPresent(answer -> wrong.add(method + " " + path + " " + answer));
                            }
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        Installation.tell("%d other spellings and methods: all refused.", asked);
    }

    private static List<String> spellings(String path) {
        var last = path.lastIndexOf('/') + 1;
        var letter = path.charAt(last);
        return List.of(
                path + "/",
                path + "//",
                path + ";x",
                path + ";x=/../y",
                path.replaceFirst("/v1/", ";x=1/v1/"),
                "/" + path,
                path.replaceFirst("/v1/", "/v1//"),
                path.substring(0, last) + "/" + path.substring(last),
                path.substring(0, last - 1) + "%2f" + path.substring(last),
                path.substring(0, last - 1) + "%2F" + path.substring(last),
                path + "%2f",
                path + "%2e",
                path + "/.",
                path + "/%2e%2e/" + path.substring(last),
                path.substring(0, last) + "%" + Integer.toHexString(letter) + path.substring(last + 1),
                path.substring(0, last) + "%25" + Integer.toHexString(letter) + path.substring(last + 1),
                path.toUpperCase(Locale.ROOT),
                path.substring(0, last) + path.substring(last).toUpperCase(Locale.ROOT),
                path + ".json",
                path + "%00",
                path + "%0a",
                path + "%20",
                path.replaceFirst("/v1/", "/v1/%2e/"),
                path.replaceFirst("/v1/", "/v1/x/../"));
    }

    /** Whether a buyer may use that method there, such as GET where only POST is a seller's. */
    private static boolean isOpen(String method, String path) throws IOException {
        return read().stream()
                .anyMatch(each -> each.endpoint().equals(method + " " + path)
                        && each.cells().get(WHO.indexOf("A")).equals("+"));
    }

    /** @return the answer if it was something else */
    private static Optional<String> refused(HttpResponse<String> answer) {
        return Set.of(400, 401, 403, 404, 405).contains(answer.statusCode())
                ? Optional.empty()
                : Optional.of(answer.statusCode() + " " + answer.body());
    }

    private static List<Integer> refusedFirst(Expectation expectation) {
        var columns = new ArrayList<Integer>();
        for (var allowed : List.of(false, true)) {
            for (var column = 0; column < WHO.size(); column++) {
                if (expectation.cells().get(column).equals("+") == allowed) {
                    columns.add(column);
                }
            }
        }
        return columns;
    }

    private static void judge(
            Expectation expectation,
            int column,
            Door door,
            List<String> tokens,
            Map<String, String> values,
            String expected,
            List<String> wrong)
            throws IOException, InterruptedException {
        var answer = door.send(
                expectation.method(),
                fill(expectation.path(), values),
                tokens.get(column),
                expectation.body() == null ? null : fill(expectation.body(), values));
        var undeclared = FIELDS.undeclared(expectation.endpoint(), answer);
        if (!undeclared.isEmpty()) {
            wrong.add("%s as %s: answers %s, which nobody declared"
                    .formatted(expectation.endpoint(), WHO.get(column), undeclared));
        }
        if (!isAs(column) && answer.body().contains(values.get("userId of A"))) {
            wrong.add("%s as %s: tells the id of A".formatted(expectation.endpoint(), WHO.get(column)));
        }
        if (!meets(answer, expected)) {
            wrong.add("%s as %s: expected %s, was %d %s"
                    .formatted(expectation.endpoint(), WHO.get(column), expected, answer.statusCode(), answer.body()));
        }
    }

    /** Who may learn who A is: A, who sells to A, and administrators. */
    private static boolean isAs(int column) {
        return List.of("A", "seller", "admin").contains(WHO.get(column));
    }

    private static boolean meets(HttpResponse<String> answer, String expected) {
        return switch (expected) {
            case "-" -> answer.statusCode() == 401;
            case "F" -> answer.statusCode() == 403;
            case "N" -> answer.statusCode() == 404;
            case "+" ->
                answer.statusCode() < 500
                        && !(answer.statusCode() == 401 && answer.body().contains("TOKEN"))
                        && answer.statusCode() != 403
                        && answer.statusCode() != 404;
            default -> throw new IllegalArgumentException("No such cell: " + expected);
        };
    }

    private static String fill(String text, Map<String, String> values) {
        var filled = text;
        for (var value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    /** @return endpoints as the running services describe them, with the service of each */
    private static Map<String, String> offered(Installation installation) throws Exception {
        var endpoints = new LinkedHashMap<String, String>();
        for (var service : SERVICES) {
            describedBy(installation, service)
                    .path("paths")
                    .properties()
                    .forEach(path -> path.getValue()
                            .properties()
                            .forEach(method -> endpoints.put(
                                    method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), service)));
        }
        return endpoints;
    }

    private static JsonNode describedBy(Installation installation, String service) throws Exception {
        var anybody = installation.account().buyer();
        try (var door = new Door(installation.platform().address(service))) {
            var described = door.send("GET", "/v3/api-docs", anybody.accessToken(), null);
            assertThat(described.statusCode()).as(service).isEqualTo(200);
            return JSON.readTree(described.body());
        }
    }

    private static List<Expectation> read() throws IOException {
        try (var file = AuthorizationMatrixIT.class.getResourceAsStream("/authorization-matrix.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Expectation::of)
                    .toList();
        }
    }

    /** @return tokens in the order of {@link #WHO} */
    private static List<String> people(Installation installation) throws Exception {
        var account = installation.account();
        var disabled = account.buyer();
        var tokens = new ArrayList<String>();
        tokens.add(null);
        tokens.add(disabled.accessToken());
        tokens.add(account.buyer().accessToken());
        tokens.add(account.buyer().accessToken());
        tokens.add(account.seller().accessToken());
        tokens.add(account.seller().accessToken());
        tokens.add(installation.admin().accessToken());
        installation
                .gateway()
                .demand(Call.put("/api/v1/users/" + disabled.userId() + "/disabled", tokens.get(6), null), 204);
        for (var service : SERVICES) {
            try (var door = new Door(installation.platform().address(service))) {
                await().atMost(SOON)
                        .until(() -> door.send("GET", "/api/v1/products", disabled.accessToken(), null)
                                        .statusCode()
                                == 401);
            }
        }
        return tokens;
    }

    /** What belongs to whom, by the names of the parameters. */
    private static Map<String, String> belongings(Installation installation, List<String> tokens) throws Exception {
        var gateway = installation.gateway();
        var a = tokens.get(2);
        var seller = new Seller(gateway, tokens.get(4));
        var product = seller.list(100);
        var offer = seller.offer(product, 10, 1, Duration.ofMinutes(10), Duration.ofMinutes(5));
        var buyer = new Buyer(gateway, UUID.randomUUID(), a);
        buyer.wish(product, 1);
        var order = buyer.orderWishlist(Buyer.newKey());
        assertThat(order.status()).as(order.inWords()).isEqualTo(201);
        // The matrix asks each instance of order-service itself; a purchase makes it know the deal.
        buyer.buy(offer.dealId(), Buyer.newKey());
        var address = Map.of("recipient", "Kim", "phone", "010-1234-5678", "zipCode", "04524", "line1", "Seoul");
        var values = new LinkedHashMap<String, String>();
        values.put("productId", product.toString());
        values.put("dealId", offer.dealId().toString());
        values.put(
                "userId of A",
                gateway.demand(Call.get("/api/v1/users/me", a), 200)
                        .path("userId")
                        .asText());
        values.put("orderId", Buyer.orderId(order.body()).toString());
        values.put(
                "addressId",
                gateway.demand(Call.post("/api/v1/users/me/addresses", a, address), 201)
                        .path("addressId")
                        .asText());
        values.put(
                "sessionId",
                gateway.demand(Call.get("/api/v1/users/me/sessions", a), 200)
                        .path("items")
                        .path(0)
                        .path("sessionId")
                        .asText());
        Opened third = installation.account().buyer();
        values.put("userId", third.userId());
        values.put("paymentId", UUID.randomUUID().toString());
        values.put("name", "simulated");
        values.put("slug", "matrix");
        values.put("opensAt", Instant.now().plusSeconds(600).toString());
        values.put("closesAt", Instant.now().plusSeconds(900).toString());
        values.put("validUntil", Instant.now().plusSeconds(1200).toString());
        values.put("changeId", UUID.randomUUID().toString());
        var coupon = Map.of(
                "title",
                "Ten",
                "totalQuantity",
                10,
                "discountAmount",
                1000,
                "minOrderAmount",
                5000,
                "opensAt",
                values.get("opensAt"),
                "closesAt",
                values.get("closesAt"),
                "validUntil",
                values.get("validUntil"));
        var created = Call.post("/api/v1/coupons", tokens.get(6), coupon).once(Buyer.newKey());
        values.put("couponId", gateway.demand(created, 201).path("couponId").asText());
        return values;
    }
}
