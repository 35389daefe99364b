package com.timedeal.productservice.stock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.productservice.AnotherInstance;
import com.timedeal.productservice.ProductServiceFixture;
import com.timedeal.productservice.deal.DealWrites;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.identity.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What one instance has changed the other shows, while a crowd at both keeps everything in the cache. */
class TwoInstancesIT extends ProductServiceFixture {

    private static final int PAIRS = 1_000;
    private static final int PRODUCTS = 12;
    private static final Duration BOUND = Duration.ofSeconds(1);

    @Autowired
    ApplicationContext context;

    @Autowired
    ObjectMapper json;

    @LocalServerPort
    int port;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Thing> things = new ArrayList<>();
    private List<Instance> instances;

    @Test
    void whatOneHasChangedTheOtherShowsWithinASecond() throws Exception {
        var seed = Long.getLong("timedeal.seed", System.nanoTime());
        var random = new Random(seed);
        try (var another = new AnotherInstance();
                var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            instances = List.of(
                    new Instance("http://127.0.0.1:" + port, context::getBean),
                    new Instance(another.uri(), another::bean));
            for (var i = 0; i < PRODUCTS; i++) {
                things.add(thing(i));
            }
            var over = new AtomicBoolean();
            var looks = new AtomicLong();
            for (var i = 0; i < 3; i++) {
                var visitor = new Random(seed + i);
                crowd.submit(() -> look(visitor, over, looks));
            }
            try {
                judge(seed, random, looks);
            } finally {
                over.set(true);
            }
        }
    }

    private void judge(long seed, Random random, AtomicLong looks) throws Exception {
        var stale = 0;
        var longest = Duration.ZERO;
        var tooLong = new ArrayList<String>();
        var writes = new TreeMap<String, Integer>();
        for (var pair = 0; pair < PAIRS && tooLong.size() < 5; pair++) {
            var writer = random.nextInt(2);
            var reader = instances.get(1 - writer);
            var thing = things.get(random.nextInt(things.size()));
            var inList = random.nextBoolean();
            // The reader has it in its hands, and Redis too, when it changes.
            shown(reader, thing, inList);

            var what = change(instances.get(writer), thing, random);
            var answered = System.nanoTime();
            writes.merge(what, 1, Integer::sum);
            var wanted = thing.wanted();

            var first = true;
            while (true) {
                var got = shown(reader, thing, inList);
                var age = Duration.ofNanos(System.nanoTime() - answered);
                if (got.equals(wanted)) {
                    break;
                }
                stale += first ? 1 : 0;
                first = false;
                longest = age.compareTo(longest) > 0 ? age : longest;
                if (age.compareTo(BOUND) > 0) {
                    tooLong.add("pair " + pair + ", " + what + ": " + got + " instead of " + wanted + " after " + age);
                    break;
                }
            }
        }
        System.getLogger(getClass().getName())
                .log(
                        System.Logger.Level.INFO,
                        "Seed {0}: of {1} pairs {2} were stale at the first look, the longest for {3} ms; {4} looks of the"
                                + " crowd; {5}",
                        Long.toString(seed),
                        writes.values().stream().mapToInt(Integer::intValue).sum(),
                        stale,
                        longest.toMillis(),
                        looks.get(),
                        writes);
        assertThat(tooLong).as("seed " + seed).isEmpty();
    }

    private Void look(Random random, AtomicBoolean over, AtomicLong looks) throws Exception {
        while (!over.get()) {
            shown(instances.get(random.nextInt(2)), things.get(random.nextInt(things.size())), random.nextBoolean());
            looks.incrementAndGet();
        }
        return null;
    }

    /** @return the kind of change, which has been answered */
    private String change(Instance instance, Thing thing, Random random) throws Exception {
        switch (random.nextInt(thing.dealId == null ? 5 : 7)) {
            case 0 -> {
                thing.price = 10_000 + random.nextInt(90_000);
                answered(
                        200,
                        send(instance, "PATCH", "/products/" + thing.productId, null, Map.of("price", thing.price)));
                return "price";
            }
            case 1 -> {
                thing.name = "Lamp " + random.nextInt(1_000_000);
                answered(
                        200, send(instance, "PATCH", "/products/" + thing.productId, null, Map.of("name", thing.name)));
                return "name";
            }
            case 2 -> {
                var more = 1 + random.nextInt(9);
                var path = "/products/" + thing.productId + "/restocks";
                answered(201, send(instance, "POST", path, UUID.randomUUID().toString(), Map.of("quantity", more)));
                thing.stock += more;
                return "restock";
            }
            case 3 -> {
                var order = UUID.randomUUID();
                var reserve = (ReserveStock) instance.bean().apply(ReserveStock.class);
                assertThat(reserve.reserve(order, new TreeMap<>(Map.of(thing.productId, 1L))))
                        .isInstanceOf(Reservation.Reserved.class);
                thing.orders.add(order);
                thing.stock--;
                return "reservation";
            }
            case 4 -> {
                if (thing.orders.isEmpty()) {
                    return change(instance, thing, random);
                }
                var order = thing.orders.removeLast();
                var release = (ReleaseStock) instance.bean().apply(ReleaseStock.class);
                var transactions = (Transactions) instance.bean().apply(Transactions.class);
                transactions.run(() -> release.release(order));
                thing.stock++;
                return "release";
            }
            case 5 -> {
                thing.left = random.nextInt(100);
                new DealWrites(instance.bean()).level(thing.dealId, thing.left, ++thing.levelVersion);
                return "level";
            }
            default -> {
                if (thing.status.equals("SCHEDULED")) {
                    makeDue(thing.dealId, "opens_at", 2);
                    new DealWrites(instance.bean()).open(thing.dealId);
                    thing.status = "OPEN";
                    return "opening";
                }
                if (thing.status.equals("OPEN")) {
                    answered(204, send(instance, "POST", "/deals/" + thing.dealId + "/close", null, Map.of()));
                    thing.status = "CLOSED";
                    return "closing";
                }
                offer(instance, thing);
                return "new deal";
            }
        }
    }

    private Thing thing(int number) throws Exception {
        var thing = new Thing();
        thing.name = "Lamp " + number;
        thing.price = 10_000;
        thing.stock = 100_000;
        var body = Map.of("name", thing.name, "price", thing.price, "stock", thing.stock);
        thing.productId = UUID.fromString(answered(201, send(instances.get(0), "POST", "/products", null, body))
                .get("productId")
                .asText());
        if (number % 2 == 0) {
            offer(instances.get(0), thing);
        }
        return thing;
    }

    private void offer(Instance instance, Thing thing) throws Exception {
        var opensAt = Instant.now().plusSeconds(3_600);
        var body = Map.of(
                "productId",
                thing.productId,
                "dealPrice",
                5_000,
                "quantity",
                100,
                "perUserLimit",
                1,
                "opensAt",
                opensAt.toString(),
                "closesAt",
                opensAt.plusSeconds(3_600).toString());
        var made =
                answered(201, send(instance, "POST", "/deals", UUID.randomUUID().toString(), body));
        thing.dealId = UUID.fromString(made.get("dealId").asText());
        thing.stock -= 100;
        thing.left = 100;
        thing.levelVersion = 0;
        thing.status = "SCHEDULED";
    }

    private void makeDue(UUID deal, String column, int secondsAgo) {
        jdbc.sql("update deal set " + column + " = sysdate(6) - interval ? second where deal_id = ?")
                .params(secondsAgo, deal)
                .update();
    }

    /** @return what {@link Thing#wanted} says, as this instance shows it, by itself or in a list */
    private Map<String, Object> shown(Instance instance, Thing thing, boolean inList) throws Exception {
        var shown = new LinkedHashMap<String, Object>();
        var deal = thing.dealId;
        var product = inList
                ? item(
                        "productId",
                        thing.productId,
                        send(instance, "GET", "/products?size=100&sellerId=" + seller, null, null))
                : answered(200, send(instance, "GET", "/products/" + thing.productId, null, null));
        shown.put("name", product.get("name").asText());
        shown.put("price", product.get("price").asInt());
        shown.put("stock", product.get("stock").asInt());
        if (deal != null) {
            var offered = inList
                    ? item("dealId", deal, send(instance, "GET", "/deals?size=100", null, null))
                    : answered(200, send(instance, "GET", "/deals/" + deal, null, null));
            shown.put(
                    "status",
                    offered == null ? "not listed" : offered.get("status").asText());
            shown.put("left", offered == null ? -1 : offered.get("left").asInt());
        }
        return shown;
    }

    private JsonNode item(String name, UUID id, Answer answer) {
        for (var item : answered(200, answer).get("items")) {
            if (item.get(name).asText().equals(id.toString())) {
                return item;
            }
        }
        return null;
    }

    private Answer send(Instance instance, String method, String path, String key, Object body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(instance.uri() + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(json.writeValueAsString(body)));
        if (!method.equals("GET")) {
            request.header("Authorization", TestTokens.bearer(seller, Role.SELLER));
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        var answer = client.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    private JsonNode answered(int status, Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Answer(int status, String body) {}

    private record Instance(String uri, java.util.function.Function<Class<?>, Object> bean) {}

    /** A product, perhaps with a deal, as it should be by now; changed by one thread, looked at by others. */
    private static final class Thing {
        private volatile UUID productId;
        private volatile UUID dealId;
        private String name;
        private int price;
        private int stock;
        private int left;
        private long levelVersion;
        private String status;
        private final List<UUID> orders = new ArrayList<>();

        Map<String, Object> wanted() {
            var wanted = new LinkedHashMap<String, Object>();
            wanted.put("name", name);
            wanted.put("price", price);
            wanted.put("stock", stock);
            if (dealId != null) {
                wanted.put("status", status);
                wanted.put("left", left);
            }
            return wanted;
        }
    }
}
