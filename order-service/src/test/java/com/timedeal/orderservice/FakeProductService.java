package com.timedeal.orderservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for product-service over real HTTP: keeps stock, answers a repeat of an order id with its first answer, and
 * can be told to fail in the ways a network does.
 */
public final class FakeProductService {

    /** What happens to a request about stock. */
    public enum Mood {
        WELL,
        /** Does its work, and the answer is lost on the way. */
        LOSES_THE_ANSWER,
        /** As before, but only for the first call about an order. */
        LOSES_THE_FIRST_ANSWER,
        FAILS,
        FAILS_EVERY_OTHER,
        BUSY
    }

    private final HttpServer server;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Long> stock = new HashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private final Map<String, Map<String, Object>> deals = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Mood mood = Mood.WELL;

    FakeProductService() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/stock/reservations/", this::reserve);
        server.createContext("/internal/deals/", this::deal);
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void is(Mood mood) {
        this.mood = mood;
    }

    /** How often stock was asked for since the last call of this method. */
    public int calls() {
        return calls.getAndSet(0);
    }

    public UUID aProduct(long units) {
        var id = UUID.randomUUID();
        synchronized (stock) {
            stock.put(id.toString(), units);
        }
        return id;
    }

    public long onTheShelf(UUID product) {
        synchronized (stock) {
            return stock.get(product.toString());
        }
    }

    /** A deal that order-service will hear of only by asking. */
    public UUID aDeal(long quantity, int perUserLimit, Instant opensAt, Instant closesAt) {
        var id = UUID.randomUUID();
        deals.put(
                id.toString(),
                Map.of(
                        "dealId", id.toString(),
                        "productId", UUID.randomUUID().toString(),
                        "sellerId", UUID.randomUUID().toString(),
                        "productName", "Lamp",
                        "dealPrice", 5_000,
                        "quantity", quantity,
                        "perUserLimit", perUserLimit,
                        "opensAt", opensAt.toString(),
                        "closesAt", closesAt.toString()));
        return id;
    }

    private void reserve(HttpExchange exchange) throws IOException {
        var call = calls.incrementAndGet();
        var order = lastSegment(exchange);
        var body = json.readTree(exchange.getRequestBody());
        if (mood == Mood.FAILS || mood == Mood.FAILS_EVERY_OTHER && call % 2 == 0) {
            answer(exchange, 500, Map.of());
            return;
        }
        if (mood == Mood.BUSY) {
            exchange.getResponseHeaders().add("Retry-After", "1");
            answer(exchange, 503, Map.of());
            return;
        }
        boolean first;
        Answer answer;
        synchronized (stock) {
            first = !answers.containsKey(order);
            answer = answers.computeIfAbsent(order, id -> decide(body));
        }
        if (mood == Mood.LOSES_THE_ANSWER || mood == Mood.LOSES_THE_FIRST_ANSWER && first) {
            exchange.close();
        } else {
            answer(exchange, answer.status, answer.body);
        }
    }

    private Answer decide(JsonNode body) {
        var shortages = new ArrayList<Map<String, Object>>();
        var items = new ArrayList<Map<String, Object>>();
        body.get("items").forEach(item -> {
            var product = item.get("productId").asText();
            var quantity = item.get("quantity").asLong();
            var left = stock.get(product);
            if (left == null || left < quantity) {
                var shortage = new HashMap<String, Object>(Map.of("productId", product, "requested", quantity));
                shortage.put("left", left);
                shortages.add(shortage);
            }
            items.add(Map.of(
                    "productId",
                    product,
                    "sellerId",
                    new UUID(1, 1).toString(),
                    "name",
                    "Lamp",
                    "unitPrice",
                    10_000,
                    "quantity",
                    quantity));
        });
        if (!shortages.isEmpty()) {
            return new Answer(409, Map.of("code", "INSUFFICIENT_STOCK", "shortages", shortages));
        }
        items.forEach(item -> stock.merge((String) item.get("productId"), -(long) item.get("quantity"), Long::sum));
        return new Answer(200, Map.of("items", items));
    }

    private void deal(HttpExchange exchange) throws IOException {
        var deal = deals.get(lastSegment(exchange));
        if (mood == Mood.FAILS) {
            answer(exchange, 500, Map.of());
        } else if (deal == null) {
            answer(exchange, 404, Map.of("code", "NOT_FOUND"));
        } else {
            answer(exchange, 200, deal);
        }
    }

    private void answer(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        var bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String lastSegment(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private record Answer(int status, Map<String, Object> body) {}
}
