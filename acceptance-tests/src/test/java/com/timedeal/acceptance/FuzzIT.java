package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.acceptance.fuzz.Expected;
import com.timedeal.acceptance.fuzz.Fuzz;
import com.timedeal.acceptance.fuzz.FuzzedRequest;
import com.timedeal.acceptance.fuzz.Operation;
import com.timedeal.launcher.demo.Call;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Requests that nobody should send, made from the descriptions of the running services. {@code -Dtimedeal.fuzz=10000} sends
 * more, {@code -Dtimedeal.fuzz.seed=N} others; the audit after the test says what they did to the books.
 */
@ExtendWith(RunningPlatform.class)
@Order(11)
class FuzzIT {

    private static final int REQUESTS = Integer.getInteger("timedeal.fuzz", 1_000);
    private static final long SEED = Long.getLong("timedeal.fuzz.seed", 1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** An access token is good for ten. */
    private static final Duration LOGGED_IN_FOR = Duration.ofMinutes(5);

    private static final List<String> SERVICES =
            List.of("user-service", "product-service", "order-service", "schedule-service");

    /** Who of them calls whom. */
    private static final Map<String, String> CALLERS = Map.of(
            "user-service", "order-service",
            "product-service", "order-service",
            "order-service", "product-service",
            "schedule-service", "product-service");

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whateverIsSentTheAnswerIsADeclaredOne(Installation installation) throws Exception {
        var people = people(installation);
        var fuzz = new Fuzz(SEED, operations(installation), known(installation, people), List.copyOf(people.keySet()));
        var loggedIn = Instant.now();

        var statuses = new TreeMap<Integer, Integer>();
        var unavailable = new TreeMap<String, Integer>();
        var complaints = new LinkedHashMap<String, String>();
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (var number = 0; number < REQUESTS; number++) {
                if (Duration.between(loggedIn, Instant.now()).compareTo(LOGGED_IN_FOR) > 0) {
                    people = people(installation);
                    loggedIn = Instant.now();
                }
                var request = fuzz.request(number);
                var answer = send(client, installation, request, people.get(request.asWhom()));
                statuses.merge(answer.statusCode(), 1, Integer::sum);
                if (answer.statusCode() >= 500) {
                    unavailable.merge(request.operation().toString(), 1, Integer::sum);
                }
                Expected.complaint(request, answer)
                        .ifPresent(complaint -> complaints.putIfAbsent(
                                request.operation() + " " + answer.statusCode() + " " + complaint,
                                request + "\n    -> " + answer.headers().map() + " " + answer.body()));
            }
        }

        Installation.tell(
                "%,d requests of seed %d, answers by status: %s; unavailable: %s",
                REQUESTS, SEED, statuses, unavailable);
        complaints.forEach((complaint, example) -> Installation.tell("%s%n    %s", complaint, example));
        assertThat(complaints.keySet()).as("with seed %d", SEED).isEmpty();
        assertThat(statuses.headMap(300).values().stream().mapToInt(n -> n).sum())
                .as("some got through to where the work is done")
                .isGreaterThan(REQUESTS / 20);
        assertThat(unavailable.values().stream().mapToInt(n -> n).sum())
                .as("\"try again\" is for the rare case")
                .isLessThan(REQUESTS / 20);
    }

    private static HttpResponse<String> send(
            HttpClient client, Installation installation, FuzzedRequest request, String token) throws Exception {
        var operation = request.operation();
        var throughGateway = !operation.isInternal() && request.number() % 4 == 0;
        var door = throughGateway
                ? installation.platform().gateway()
                : installation.platform().address(operation.service());
        var sent = HttpRequest.newBuilder(URI.create(door + request.target()))
                .timeout(PATIENCE)
                .headers(request.headers().toArray(String[]::new));
        var proof = operation.isInternal()
                ? ServiceToken.of(
                        installation, CALLERS.get(operation.service()), operation.service(), ServiceToken.ALL_SCOPES)
                : token;
        if (proof != null) {
            sent.header("Authorization", "Bearer " + proof);
        }
        var body = request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(request.body());
        return client.send(sent.method(operation.method(), body).build(), BodyHandlers.ofString());
    }

    private static List<Operation> operations(Installation installation) throws Exception {
        var anybody = installation.account().buyer();
        var operations = new ArrayList<Operation>();
        for (var service : SERVICES) {
            try (var door = new Door(installation.platform().address(service))) {
                var description = door.send("GET", "/v3/api-docs", anybody.accessToken(), null);
                operations.addAll(Operation.of(service, JSON.readTree(description.body())));
            }
        }
        return operations;
    }

    /** @return tokens by who sends; null for a stranger */
    private static Map<String, String> people(Installation installation) throws Exception {
        var people = new LinkedHashMap<String, String>();
        people.put("nobody", null);
        people.put("liar", "eyJhbGciOiJub25lIn0.e30.");
        people.put("buyer", installation.account().buyer().accessToken());
        people.put("seller", installation.account().seller().accessToken());
        people.put("admin", installation.admin().accessToken());
        // More often than those who are refused at the door.
        people.put("buyer again", people.get("buyer"));
        people.put("seller again", people.get("seller"));
        people.put("admin again", people.get("admin"));
        return people;
    }

    /** What is there, by the names of parameters and fields. */
    private static Map<String, String> known(Installation installation, Map<String, String> people) throws Exception {
        var gateway = installation.gateway();
        var seller = new Seller(gateway, people.get("seller"));
        var product = seller.list(10_000);
        var offer = seller.offer(product, 1_000, 10, Duration.ofSeconds(3), Duration.ofMinutes(30));
        seller.awaitOpen(offer);
        var buyer = new Buyer(gateway, UUID.randomUUID(), people.get("buyer"));
        buyer.wish(product, 1);
        var order = buyer.orderWishlist(Buyer.newKey());
        assertThat(order.status()).as(order.inWords()).isEqualTo(201);
        var address = Map.of("recipient", "Kim", "phone", "010-1234-5678", "zipCode", "04524", "line1", "Seoul");
        var known = new HashMap<String, String>();
        known.put("productId", product.toString());
        known.put("dealId", offer.dealId().toString());
        known.put("orderId", Buyer.orderId(order.body()).toString());
        known.put("couponId", installation.announceCoupon(1_000, 1_000).toString());
        known.put(
                "addressId",
                gateway.demand(Call.post("/api/v1/users/me/addresses", people.get("buyer"), address), 201)
                        .path("addressId")
                        .asText());
        known.put("userId", installation.account().buyer().userId());
        known.put("name", "simulated");
        known.put("email", "fuzz@example.com");
        known.put("phone", "010-1234-5678");
        known.put("zipCode", "04524");
        known.put("password", "Correct horse 7 battery");
        known.put("code", "12345678");
        known.put("slug", "kitchen");
        known.put("category", "kitchen");
        known.put("format", "csv");
        known.put("within", "PT1M");
        known.put("opensAt", Instant.now().plusSeconds(3_000).toString());
        known.put("closesAt", Instant.now().plusSeconds(6_000).toString());
        known.put("validUntil", Instant.now().plusSeconds(9_000).toString());
        return known;
    }
}
