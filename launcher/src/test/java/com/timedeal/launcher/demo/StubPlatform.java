package com.timedeal.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.timedeal.launcher.mail.Mail;
import com.timedeal.launcher.mail.Mailbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers as the platform does, from memory and in one process, and makes the mistakes that it is told to make. */
final class StubPlatform implements AutoCloseable, Mailbox {

    enum Mistake {
        /** One unit more than there is. */
        OVERSELLS,
        /** A repeated key brings another order. */
        FORGETS_KEYS,
        /** Says sold out while a unit is left. */
        LIES_ABOUT_SOLD_OUT,
        /** Does not look at the clock. */
        OPENS_EARLY,
        /** A new key brings another unit to somebody who has one. */
        IGNORES_THE_LIMIT,
        /** An order is not on its buyer's list. */
        LOSES_AN_ORDER,
        /** Nobody may see their orders. */
        REFUSES_ITS_LISTS,
        /** The wishlist keeps what was ordered. */
        KEEPS_WISHES,
        /** One coupon more than there is. */
        GIVES_TOO_MANY_COUPONS,
        /** The discount is forgotten. */
        IGNORES_COUPONS,
        /** Not a mistake but bad luck: many requests are to be sent again, and some connections break after the deed. */
        STUTTERS,
        /** Answers with a status that nobody knows. */
        CRASHES
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Set<Mistake> mistakes = EnumSet.noneOf(Mistake.class);
    private final Map<String, Map<String, Object>> products = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> orders = new LinkedHashMap<>();
    private final Map<String, Integer> wishes = new HashMap<>();
    private final Set<String> claims = new HashSet<>();
    private JsonNode coupon;
    private final List<Mail> mails = new ArrayList<>();
    private final Map<String, Integer> lies = new HashMap<>();
    private JsonNode deal;
    private long left;
    private int requests;

    StubPlatform(Mistake... mistakes) throws IOException {
        this.mistakes.addAll(List.of(mistakes));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(threads);
        server.createContext("/api/v1/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = JSON.readTree(exchange.getRequestBody());
        var user = exchange.getRequestHeaders().getFirst("Authorization");
        var key = user + exchange.getRequestHeaders().getFirst("Idempotency-Key");
        var call = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath().substring("/api/v1/".length());
        Reply reply;
        boolean breaks;
        synchronized (this) {
            requests++;
            if (makes(Mistake.STUTTERS) && requests % 5 == 0) {
                reply = new Reply(503, Map.of("code", "SERVICE_UNAVAILABLE"));
            } else {
                reply = reply(call, user, key, body);
            }
            breaks = makes(Mistake.STUTTERS) && call.endsWith("/orders") && requests % 7 == 0;
        }
        try (exchange) {
            if (breaks) {
                return; // without an answer
            }
            var bytes = JSON.writeValueAsBytes(reply.body());
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(reply.status(), reply.status() == 204 ? -1 : bytes.length);
            if (reply.status() != 204) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private Reply reply(String call, String user, String key, JsonNode body) {
        if (deal != null && call.equals("POST deals/" + deal.path("dealId").asText() + "/orders")) {
            return purchase(user, key);
        }
        var path = call.substring(call.lastIndexOf('/') + 1);
        return switch (call.replaceAll("[0-9a-f-]{36}", "ID")) {
            case "POST email-verifications" -> sendCode(body);
            case "POST email-verifications/confirm" ->
                body.path("code").asText().equals("12345678")
                        ? new Reply(200, Map.of("verificationToken", "proof"))
                        : new Reply(400, Map.of("code", "WRONG_CODE"));
            case "GET users/me" -> new Reply(200, Map.of("userId", UUID.randomUUID()));
            case "POST users" -> new Reply(201, Map.of("userId", UUID.randomUUID()));
            case "POST auth/login" -> new Reply(200, Map.of("accessToken", "seller"));
            case "PUT users/me/seller" -> new Reply(204, Map.of());
            case "POST products" -> list(body);
            case "GET products/ID" -> new Reply(200, products.get(path));
            case "POST deals" -> schedule(body);
            case "GET deals/ID" -> new Reply(200, deal());
            case "PUT wishlist/items/ID" -> wish(path, body);
            case "GET wishlist" -> new Reply(200, Map.of("items", List.copyOf(wishes.keySet())));
            case "POST coupons" -> announce(body);
            case "POST coupons/ID/claims" -> claim(key);
            case "POST orders" -> body.has("couponId") ? orderWithCoupon(body) : order(key);
            case "GET orders" ->
                makes(Mistake.REFUSES_ITS_LISTS)
                        ? new Reply(403, Map.of("code", "FORBIDDEN"))
                        : new Reply(200, Map.of("items", ordersOf(user)));
            default -> new Reply(404, Map.of("code", "NOT_FOUND"));
        };
    }

    private Reply sendCode(JsonNode body) {
        mails.add(new Mail(Instant.now(), body.path("email").asText(), "Code", "Your code is 12345678."));
        return new Reply(202, Map.of());
    }

    @Override
    public synchronized List<Mail> newest(int most) {
        return List.copyOf(mails);
    }

    private Reply list(JsonNode product) {
        var id = UUID.randomUUID().toString();
        products.put(
                id,
                new HashMap<>(Map.of(
                        "productId", id,
                        "price", product.path("price").asLong(),
                        "stock", product.path("stock").asLong())));
        return new Reply(201, products.get(id));
    }

    private Reply schedule(JsonNode terms) {
        deal = ((ObjectNode) terms).put("dealId", UUID.randomUUID().toString());
        left = deal.path("quantity").asLong();
        takeStock(deal.path("productId").asText(), left);
        return new Reply(201, Map.of("dealId", deal.path("dealId").asText()));
    }

    private void takeStock(String productId, long units) {
        products.get(productId).merge("stock", units, (stock, taken) -> (Long) stock - (Long) taken);
    }

    private Map<String, Object> deal() {
        var now = Instant.now();
        var shown = new HashMap<String, Object>();
        shown.put("serverTime", now.toString());
        shown.put("status", now.isBefore(opensAt()) ? "SCHEDULED" : now.isBefore(closesAt()) ? "OPEN" : "CLOSED");
        shown.put("left", left);
        if (!now.isBefore(opensAt())) {
            shown.put("openedAt", opensAt().plusMillis(5).toString());
        }
        if (!now.isBefore(closesAt())) {
            takeStock(deal.path("productId").asText(), -Math.max(0, left));
            shown.put("closedAt", closesAt().plusMillis(7).toString());
            shown.put("sold", 0);
            shown.put("held", deal.path("quantity").asLong() - left);
            shown.put("unsold", left);
            left = 0;
        }
        shown.put("product", products.get(deal.path("productId").asText()));
        return shown;
    }

    private Reply purchase(String user, String key) {
        var now = Instant.now();
        if (orders.containsKey(key) && !makes(Mistake.FORGETS_KEYS)) {
            return new Reply(201, orders.get(key));
        }
        if (makes(Mistake.CRASHES) && requests % 10 == 0) {
            return new Reply(500, Map.of("code", "INTERNAL_ERROR", "detail", "Something went wrong."));
        }
        if (now.isBefore(opensAt()) && !makes(Mistake.OPENS_EARLY)) {
            return refusal("NOT_OPEN", "opensAt", opensAt(), "serverTime", now);
        }
        if (!now.isBefore(closesAt())) {
            return refusal("CLOSED");
        }
        if (!makes(Mistake.IGNORES_THE_LIMIT) && !ordersOf(user).isEmpty() && !orders.containsKey(key)) {
            return refusal("LIMIT_REACHED");
        }
        if (left <= (makes(Mistake.OVERSELLS) ? -1 : 0) || isDenied(key)) {
            return refusal("SOLD_OUT");
        }
        left--;
        var price = deal.path("dealPrice").asLong();
        var item = Map.of("productId", deal.path("productId").asText(), "unitPrice", price, "quantity", 1);
        orders.put(
                key,
                Map.of(
                        "user", user,
                        "orderId", UUID.randomUUID().toString(),
                        "dealId", deal.path("dealId").asText(),
                        "total", price,
                        "items", List.of(item),
                        "createdAt", now.toString()));
        return new Reply(201, orders.get(key));
    }

    /** The last unit is denied to everybody twice: a key that is sent a third time, all answers being out, gets it. */
    private boolean isDenied(String key) {
        return makes(Mistake.LIES_ABOUT_SOLD_OUT) && left == 1 && lies.merge(key, 1, Integer::sum) <= 2;
    }

    private Reply wish(String productId, JsonNode body) {
        wishes.put(productId, body.path("quantity").asInt());
        return new Reply(204, Map.of());
    }

    private Reply order(String key) {
        var order = orders.computeIfAbsent(key, id -> {
            wishes.forEach(this::takeStock);
            var total = wishes.entrySet().stream()
                    .mapToLong(wish -> (Long) products.get(wish.getKey()).get("price") * wish.getValue())
                    .sum();
            return Map.of(
                    "user",
                    "",
                    "orderId",
                    UUID.randomUUID().toString(),
                    "total",
                    total,
                    "items",
                    List.copyOf(wishes.keySet()));
        });
        if (!makes(Mistake.KEEPS_WISHES)) {
            wishes.clear();
        }
        return new Reply(201, order);
    }

    private Reply announce(JsonNode terms) {
        coupon = terms;
        return new Reply(201, Map.of("couponId", UUID.randomUUID().toString()));
    }

    private Reply claim(String key) {
        var most = coupon.path("totalQuantity").asInt() + (makes(Mistake.GIVES_TOO_MANY_COUPONS) ? 1 : 0);
        return claims.contains(key) || claims.size() < most && claims.add(key)
                ? new Reply(201, Map.of())
                : refusal("SOLD_OUT");
    }

    private Reply orderWithCoupon(JsonNode body) {
        var product = products.get(body.path("items").path(0).path("productId").asText());
        var discount = makes(Mistake.IGNORES_COUPONS)
                ? 0
                : coupon.path("discountAmount").asLong();
        return new Reply(201, Map.of("total", (Long) product.get("price") - discount));
    }

    private List<Map<String, Object>> ordersOf(String user) {
        return orders.values().stream()
                .skip(makes(Mistake.LOSES_AN_ORDER) ? 1 : 0)
                .filter(order -> order.get("user").equals(user))
                .toList();
    }

    private Instant opensAt() {
        return Instant.parse(deal.path("opensAt").asText());
    }

    private Instant closesAt() {
        return Instant.parse(deal.path("closesAt").asText());
    }

    private boolean makes(Mistake mistake) {
        return mistakes.contains(mistake);
    }

    private static Reply refusal(String code, Object... members) {
        var body = Figures.of(members);
        body.replaceAll((name, value) -> value.toString());
        body.put("code", code);
        return new Reply(409, body);
    }

    private record Reply(int status, Map<String, ?> body) {}

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
