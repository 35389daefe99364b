package com.timedeal.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.timedeal.launcher.demo.Answer;
import com.timedeal.launcher.demo.Call;
import com.timedeal.launcher.demo.Gateway;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Somebody who buys, and asks again with the same key where a careful client does. Safe to use from many threads. */
final class Buyer {

    private static final Map<String, String> ADDRESS = Map.of(
            "recipient", "Kim Buyer",
            "phone", "010-8765-4321",
            "zipCode", "04524",
            "line1", "110 Sejong-daero, Jung-gu, Seoul");

    private final Gateway gateway;
    private final UUID id;
    private final String token;

    Buyer(Gateway gateway, UUID id, String token) {
        this.gateway = gateway;
        this.id = id;
        this.token = token;
    }

    UUID id() {
        return id;
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    Answer buy(UUID dealId, String key) throws InterruptedException {
        return buy(dealId, 1, key, answer -> {});
    }

    /** @param heard gets every answer, also those after which the buyer asks again */
    Answer buy(UUID dealId, int quantity, String key, Consumer<Answer> heard) throws InterruptedException {
        var call = Call.post("/api/v1/deals/" + dealId + "/orders", token, Map.of("quantity", quantity));
        return gateway.ask(call.once(key), heard);
    }

    void wish(UUID productId, int quantity) throws InterruptedException {
        gateway.demand(Call.put("/api/v1/wishlist/items/" + productId, token, Map.of("quantity", quantity)), 204);
    }

    JsonNode wishes() throws InterruptedException {
        return gateway.demand(Call.get("/api/v1/wishlist", token), 200).path("items");
    }

    Answer orderWishlist(String key) throws InterruptedException {
        return orderWishlist(key, answer -> {});
    }

    /** @param heard gets every answer, also those after which the buyer asks again */
    Answer orderWishlist(String key, Consumer<Answer> heard) throws InterruptedException {
        return gateway.ask(wholeWishlist(key), heard);
    }

    /** Without asking again. */
    Answer orderWishlistOnce(String key) throws InterruptedException {
        return gateway.send(wholeWishlist(key));
    }

    private Call wholeWishlist(String key) {
        return Call.post("/api/v1/orders", token, Map.of("address", ADDRESS)).once(key);
    }

    Answer orderWishlistWith(UUID couponId, String key) throws InterruptedException {
        return gateway.ask(
                Call.post("/api/v1/orders", token, Map.of("address", ADDRESS, "couponId", couponId))
                        .once(key),
                answer -> {});
    }

    /** @param couponId null for none */
    Answer orderItem(UUID productId, int quantity, UUID couponId, String key) throws InterruptedException {
        var order = new HashMap<String, Object>();
        order.put("items", List.of(Map.of("productId", productId, "quantity", quantity)));
        order.put("address", ADDRESS);
        if (couponId != null) {
            order.put("couponId", couponId);
        }
        return gateway.ask(Call.post("/api/v1/orders", token, order).once(key), answer -> {});
    }

    /** @param amount won */
    Answer pay(UUID orderId, long amount, String key) throws InterruptedException {
        var card = Map.of("method", "CARD", "amount", amount, "token", "ok");
        return gateway.ask(
                Call.post("/api/v1/orders/" + orderId + "/payments", token, card)
                        .once(key),
                answer -> {});
    }

    List<JsonNode> payments(UUID orderId) throws InterruptedException {
        var payments = new ArrayList<JsonNode>();
        gateway.demand(Call.get("/api/v1/orders/" + orderId + "/payments", token), 200)
                .path("items")
                .forEach(payments::add);
        return payments;
    }

    Answer sendBack(UUID orderId) throws InterruptedException {
        return gateway.ask(
                Call.post("/api/v1/orders/" + orderId + "/returns", token, Map.of("reason", "Too small"))
                        .once(newKey()),
                answer -> {});
    }

    Answer cancel(UUID orderId) throws InterruptedException {
        return gateway.ask(
                Call.post("/api/v1/orders/" + orderId + "/cancellation", token, Map.of())
                        .once(newKey()),
                answer -> {});
    }

    Answer claim(UUID couponId, String key) throws InterruptedException {
        return gateway.ask(
                Call.post("/api/v1/coupons/" + couponId + "/claims", token, null)
                        .once(key),
                answer -> {});
    }

    /** @return what became of the only coupon this buyer has */
    String couponStatus() throws InterruptedException {
        return gateway.demand(Call.get("/api/v1/users/me/coupons", token), 200)
                .path("items")
                .path(0)
                .path("status")
                .asText();
    }

    JsonNode order(UUID orderId) throws InterruptedException {
        return gateway.demand(Call.get("/api/v1/orders/" + orderId, token), 200);
    }

    /** All of them, as the platform has them on its books. */
    List<JsonNode> orders() throws InterruptedException {
        var orders = new ArrayList<JsonNode>();
        JsonNode page;
        var number = 0;
        do {
            page = gateway.demand(Call.get("/api/v1/orders?size=100&page=" + number, token), 200);
            page.path("items").forEach(orders::add);
            number++;
        } while (number < page.path("totalPages").asInt());
        return orders;
    }

    static UUID orderId(JsonNode order) {
        return UUID.fromString(order.path("orderId").asText());
    }

    @Override
    public String toString() {
        return "buyer " + id;
    }
}
