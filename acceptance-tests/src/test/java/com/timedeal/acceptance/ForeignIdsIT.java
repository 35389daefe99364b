package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.timedeal.launcher.demo.Call;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is somebody else's looks like what is not there: the same status, body and headers, and the same time. Times are judged
 * by the size of the effect, best of three, so that a build that is right does not fail by chance.
 */
@ExtendWith(RunningPlatform.class)
@Order(9)
class ForeignIdsIT {

    private static final int ROUNDS = 3;
    private static final int SAMPLES = 40;

    /** Cliff's delta; by convention a medium effect begins here. */
    private static final double LARGEST_EFFECT = 0.33;

    private static final double LARGEST_DIFFERENCE_MILLIS = 5;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param path with {@code {id}} @param foreign one of A's @param body null for none */
    private record Request(String service, String method, String path, String foreign, String body) {}

    @Test
    void whatIsForeignLooksLikeWhatIsMissing(Installation installation) throws Exception {
        var a = installation.account().buyer();
        var b = installation.account().buyer();
        var gateway = installation.gateway();
        var shop = installation.seller();
        var product = shop.list(10);
        var asBuyer = new Buyer(gateway, UUID.fromString(a.userId()), a.accessToken());
        asBuyer.wish(product, 1);
        var order = asBuyer.orderWishlist(Buyer.newKey());
        assertThat(order.status()).as(order.inWords()).isEqualTo(201);
        var orderId = Buyer.orderId(order.body()).toString();
        var address = Map.of("recipient", "Kim", "phone", "010-1234-5678", "zipCode", "04524", "line1", "Seoul");
        var addressId = gateway.demand(Call.post("/api/v1/users/me/addresses", a.accessToken(), address), 201)
                .path("addressId")
                .asText();
        var sessionId = gateway.demand(Call.get("/api/v1/users/me/sessions", a.accessToken()), 200)
                .path("items")
                .path(0)
                .path("sessionId")
                .asText();
        assertThat(List.of(orderId, addressId, sessionId))
                .as("in no sequence that could be counted up")
                .allMatch(id -> UUID.fromString(id).version() == 7);
        var requests = List.of(
                new Request("order-service", "GET", "/api/v1/orders/{id}", orderId, null),
                new Request("order-service", "GET", "/api/v1/orders/{id}/payments", orderId, null),
                new Request(
                        "order-service",
                        "POST",
                        "/api/v1/orders/{id}/payments",
                        orderId,
                        "{\"method\": \"CARD\", \"amount\": 1}"),
                new Request(
                        "order-service", "POST", "/api/v1/orders/{id}/returns", orderId, "{\"reason\": \"Too small\"}"),
                new Request("order-service", "POST", "/api/v1/orders/{id}/cancellation", orderId, null),
                new Request("user-service", "GET", "/api/v1/users/me/addresses/{id}", addressId, null),
                new Request(
                        "user-service",
                        "PUT",
                        "/api/v1/users/me/addresses/{id}",
                        addressId,
                        JSON.writeValueAsString(address)),
                new Request("user-service", "DELETE", "/api/v1/users/me/addresses/{id}", addressId, null),
                new Request("user-service", "DELETE", "/api/v1/users/me/sessions/{id}", sessionId, null));

        for (var request : requests) {
            try (var service = new Door(installation.platform().address(request.service()));
                    var front = new Door(installation.platform().gateway())) {
                for (var door : List.of(service, front)) {
                    var foreign = send(door, request, request.foreign(), b.accessToken());
                    var missing = send(door, request, UUID.randomUUID().toString(), b.accessToken());
                    assertThat(foreign.statusCode()).as("%s", request).isEqualTo(404);
                    assertThat(missing.statusCode()).as("%s", request).isEqualTo(404);
                    assertThat(withoutInstance(foreign)).as("%s", request).isEqualTo(withoutInstance(missing));
                    assertThat(headers(foreign)).as("%s", request).isEqualTo(headers(missing));
                }
                assertThat(differences(service, request, b.accessToken()))
                        .as("%s: all rounds told foreign from missing", request)
                        .isEmpty();
            }
        }
        Installation.tell("%d requests for what is somebody else's: as if it were not there.", requests.size());
    }

    @Test
    void couponsWishesAndKeysAreTheirOwnersAlone(Installation installation) throws Exception {
        var gateway = installation.gateway();
        var shop = installation.seller();
        var product = shop.list(10);
        var coupon = installation.announceCoupon(10, 1_000);
        var a = installation.buyer();
        var b = installation.buyer();
        assertThat(a.claim(coupon, Buyer.newKey()).status()).isEqualTo(201);
        a.wish(product, 2);

        b.wish(product, 1);
        var foreign = b.orderWishlistWith(coupon, Buyer.newKey());
        var missing = b.orderWishlistWith(UUID.randomUUID(), Buyer.newKey());
        assertThat(foreign.status()).isBetween(400, 499).isEqualTo(missing.status());
        assertThat(foreign.code()).isEqualTo(missing.code());
        assertThat(foreign.body().path("detail")).isEqualTo(missing.body().path("detail"));
        assertThat(a.couponStatus()).as("still to be used").isNotEqualTo("USED");

        assertThat(a.wishes()).as("one's own").hasSize(1);
        assertThat(a.wishes().get(0).path("quantity").asInt()).isEqualTo(2);
        assertThat(b.wishes().get(0).path("quantity").asInt()).isEqualTo(1);

        var offer = shop.offer(shop.list(10), 10, 2, Duration.ofSeconds(1), Duration.ofMinutes(5));
        shop.awaitOpen(offer);
        var key = Buyer.newKey();
        var ofA = a.buy(offer.dealId(), key);
        var ofB = b.buy(offer.dealId(), key);
        assertThat(ofA.status()).as(ofA.inWords()).isEqualTo(201);
        assertThat(ofB.status()).as("the key of another: %s", ofB.inWords()).isEqualTo(201);
        assertThat(Buyer.orderId(ofB.body())).isNotEqualTo(Buyer.orderId(ofA.body()));
        shop.close(offer);
        shop.awaitSettled(offer);
    }

    private static List<String> differences(Door door, Request request, String token) throws Exception {
        var seen = new ArrayList<String>();
        for (var round = 0; round < ROUNDS; round++) {
            var ofForeign = new double[SAMPLES];
            var ofMissing = new double[SAMPLES];
            for (var i = 0; i < SAMPLES; i++) {
                // In turn, so that whatever else the machine does slows both.
                ofForeign[i] = millis(door, request, request.foreign(), token);
                ofMissing[i] = millis(door, request, UUID.randomUUID().toString(), token);
            }
            var effect = Math.abs(cliffsDelta(ofForeign, ofMissing));
            var difference = Math.abs(Arrays.stream(ofForeign).min().orElseThrow()
                    - Arrays.stream(ofMissing).min().orElseThrow());
            if (effect < LARGEST_EFFECT && difference < LARGEST_DIFFERENCE_MILLIS) {
                return List.of();
            }
            seen.add("effect %.2f, difference of the fastest %.2f ms".formatted(effect, difference));
        }
        return seen;
    }

    private static double millis(Door door, Request request, String id, String token) throws Exception {
        var start = System.nanoTime();
        send(door, request, id, token);
        return (System.nanoTime() - start) / 1e6;
    }

    private static HttpResponse<String> send(Door door, Request request, String id, String token)
            throws IOException, InterruptedException {
        return door.send(request.method(), request.path().replace("{id}", id), token, request.body());
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

    private static JsonNode withoutInstance(HttpResponse<String> answer) throws IOException {
        return ((ObjectNode) JSON.readTree(answer.body())).without("instance");
    }

    /** Their names, and what the values say that are not of one answer alone. */
    private static Set<String> headers(HttpResponse<String> answer) {
        var all = new TreeSet<>(answer.headers().map().keySet());
        for (var name : List.of("content-type", "content-length", "cache-control")) {
            all.add(name + ": " + answer.headers().allValues(name));
        }
        return all;
    }
}
