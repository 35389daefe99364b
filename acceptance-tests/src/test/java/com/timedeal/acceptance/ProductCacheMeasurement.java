package com.timedeal.acceptance;

import com.timedeal.launcher.platform.Platform;
import com.timedeal.launcher.platform.PlatformSettings;
import com.timedeal.launcher.platform.Ports;
import com.timedeal.launcher.platform.Program;
import com.timedeal.launcher.platform.Progress;
import com.timedeal.launcher.tokens.Role;
import com.timedeal.launcher.tokens.TokenIssuer;
import com.timedeal.launcher.tokens.UserIds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How much faster product lists are from the cache than from the database: no test, and run only when asked for by name.
 *
 * <p>One platform with two instances of product-service on the same database, one with the cache and one without. Short blocks of
 * load go to each in turn, through one and the same gateway and past it, so that whatever else the machine does meets both.
 */
class ProductCacheMeasurement {

    private static final int PRODUCTS = Integer.getInteger("timedeal.measure.products", 5_000);
    private static final int ROUNDS = Integer.getInteger("timedeal.measure.rounds", 8);
    private static final int VISITORS = Integer.getInteger("timedeal.measure.visitors", 8);
    private static final Duration BLOCK = Duration.ofMillis(2_500);
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(100);

    private static final String CACHED = "product-service";
    private static final String PLAIN = "product-service-2";
    private static final Pattern ID = Pattern.compile("\"productId\":\"([0-9a-f-]{36})\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<UUID> popular = new ArrayList<>();
    private final List<String> lists = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private String seller;

    @Test
    void comparesTheCacheWithTheDatabase() throws Exception {
        var platform = new Platform(settings());
        platform.reset(Progress.silent());
        try {
            platform.up(Progress.silent());
            seller = TokenIssuer.at(platform.settings().home(), Clock.systemUTC())
                    .issue(new UserIds(Clock.systemUTC()).next(), Role.SELLER);
            var targets = targets(platform);
            list(targets.get("service, cache"));
            Installation.tell(
                    "%,d products; %d visitors; %d rounds of blocks of %.1f s each after one to warm up",
                    PRODUCTS, VISITORS, ROUNDS, BLOCK.toMillis() / 1e3);
            compare("nobody writes", targets, null);
            compare("ten changes a second", targets, targets.get("service, cache"));
            Installation.tell("%d requests were not answered with 200; they are in no figure", failures.get());
        } finally {
            platform.down(Progress.silent());
        }
    }

    private static PlatformSettings settings() {
        var root = Path.of(System.getProperty("timedeal.root"));
        var environment = new HashMap<>(System.getenv());
        environment.putIfAbsent("TIMEDEAL_JVM", "throughput");
        var settings = PlatformSettings.from(root, environment)
                .withHome(root.resolve("acceptance-tests/target/measurement"))
                .withPorts(Ports.free())
                .withInstances(Program.PRODUCT, 2)
                .withEnvironment(CACHED, Map.of("TIMEDEAL_CACHE_PRODUCTS", "REDIS"))
                .withEnvironment(PLAIN, Map.of("TIMEDEAL_CACHE_PRODUCTS", "NONE"));
        var addresses = new Platform(settings);
        return settings.withEnvironment(
                "gateway-service",
                Map.of("SPRING_APPLICATION_JSON", routes(addresses.address(CACHED), addresses.address(PLAIN))));
    }

    /** The usual routes, for the platform to start, and one to each of the two instances. */
    private static String routes(URI cached, URI plain) {
        var routes = Stream.of(
                route("user", "lb://user-service", "/.well-known/jwks.json", ""),
                route("order", "lb://order-service", "/api/v1/orders/**", ""),
                route("schedule", "lb://schedule-service", "/api/v1/timed-events/**", ""),
                route("product", "lb://product-service", "/api/v1/products/**", ""),
                route("cached", cached.toString(), "/cached/**", "StripPrefix=1"),
                route("plain", plain.toString(), "/plain/**", "StripPrefix=1"));
        return "{\"spring\":{\"cloud\":{\"gateway\":{\"server\":{\"webflux\":{\"routes\":["
                + String.join(",", routes.toList()) + "]}}}}}}";
    }

    private static String route(String id, String uri, String path, String filter) {
        return "{\"id\":\"%s\",\"uri\":\"%s\",\"predicates\":[\"Path=%s\"],\"filters\":[%s]}"
                .formatted(id, uri, path, filter.isEmpty() ? "" : "\"" + filter + "\"");
    }

    private static Map<String, String> targets(Platform platform) {
        var targets = new LinkedHashMap<String, String>();
        targets.put("gateway, cache", platform.gateway().resolve("/cached").toString());
        targets.put("gateway, database", platform.gateway().resolve("/plain").toString());
        targets.put(
                "service, cache",
                platform.address(CACHED).resolve("/").toString().replaceAll("/$", ""));
        targets.put(
                "service, database",
                platform.address(PLAIN).resolve("/").toString().replaceAll("/$", ""));
        return targets;
    }

    private void list(String service) throws Exception {
        inParallel(8, number -> {
            for (var i = number; i < PRODUCTS; i += 8) {
                var body = "{\"name\":\"%s %d\",\"price\":%d,\"stock\":%d,\"description\":\"%s\"}"
                        .formatted(
                                i % 3 == 0 ? "Lamp" : "Chair",
                                i,
                                1_000 + i * 7 % 90_000,
                                1_000_000,
                                "Good. ".repeat(30));
                var made = send("POST", service + "/api/v1/products", body);
                if (i < 200) {
                    var id = ID.matcher(made);
                    if (id.find()) {
                        synchronized (popular) {
                            popular.add(UUID.fromString(id.group(1)));
                        }
                    }
                }
            }
            return null;
        });
        for (var query :
                List.of("", "&query=Lamp", "&query=Chair%2042", "&minPrice=20000&maxPrice=60000", "&category=etc")) {
            for (var sort : List.of("newest", "priceAsc", "priceDesc")) {
                for (var page : List.of(0, 1, 3)) {
                    lists.add("/api/v1/products?size=20&page=" + page + "&sort=" + sort + query);
                }
            }
        }
    }

    private void compare(String what, Map<String, String> targets, String written) throws Exception {
        var blocks = new LinkedHashMap<String, List<long[]>>();
        targets.keySet().forEach(name -> blocks.put(name, new ArrayList<>()));
        for (var round = 0; round <= ROUNDS; round++) {
            // Every other round the other way round, so that none always follows the same.
            var order = new ArrayList<>(targets.keySet());
            for (var name : round % 2 == 0 ? order : order.reversed()) {
                var latencies = block(targets.get(name), written, round);
                if (round > 0) {
                    blocks.get(name).add(latencies);
                }
            }
        }
        for (var way : List.of("gateway", "service")) {
            tell(what, way, blocks.get(way + ", cache"), blocks.get(way + ", database"));
        }
    }

    private static void tell(String what, String way, List<long[]> cache, List<long[]> database) {
        var ratios = new double[cache.size()];
        for (var i = 0; i < ratios.length; i++) {
            ratios[i] = (double) cache.get(i).length / database.get(i).length;
        }
        Arrays.sort(ratios);
        var ofCache = cache.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        var ofDatabase =
                database.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        Installation.tell(
                "%s, through the %s: throughput of cache ÷ database %.2f (median of rounds; %.2f to %.2f);"
                        + " p50 database ÷ cache %.2f, p99 %.2f; answers %,d and %,d",
                what,
                way,
                ratios[ratios.length / 2],
                ratios[0],
                ratios[ratios.length - 1],
                ratio(ofDatabase, ofCache, 0.5),
                ratio(ofDatabase, ofCache, 0.99),
                ofCache.length,
                ofDatabase.length);
    }

    private static double ratio(long[] one, long[] other, double quantile) {
        return (double) one[(int) (one.length * quantile)] / other[(int) (other.length * quantile)];
    }

    /** @return how long each answer took, in nanoseconds */
    private long[] block(String target, String written, int seed) throws Exception {
        var over = new AtomicBoolean();
        try (var background = Executors.newSingleThreadExecutor()) {
            if (written != null) {
                background.submit(() -> write(written, over));
            }
            var end = System.nanoTime() + BLOCK.toNanos();
            var latencies = inParallel(VISITORS, number -> {
                var random = new Random(1_000L * seed + number);
                var own = new ArrayList<Long>();
                while (System.nanoTime() < end) {
                    var path = random.nextInt(10) < 7
                            ? lists.get(random.nextInt(lists.size()))
                            : "/api/v1/products/" + popular.get(random.nextInt(popular.size()));
                    var start = System.nanoTime();
                    if (isAnswered(target + path)) {
                        own.add(System.nanoTime() - start);
                    } else {
                        failures.incrementAndGet();
                    }
                }
                return own;
            });
            over.set(true);
            return latencies.stream()
                    .flatMap(List::stream)
                    .mapToLong(Long::longValue)
                    .toArray();
        }
    }

    /** Restocks, as orders do: they change the product alone, and not the lists. One in ten is a price, which changes those too. */
    private Void write(String service, AtomicBoolean over) throws Exception {
        var random = new Random(7);
        for (var i = 0; !over.get(); i++) {
            var product = service + "/api/v1/products/" + popular.get(random.nextInt(popular.size()));
            if (i % 10 == 9) {
                send("PATCH", product, "{\"price\":" + (1_000 + random.nextInt(90_000)) + "}");
            } else {
                send("POST", product + "/restocks", "{\"quantity\":1}");
            }
            Thread.sleep(BETWEEN_WRITES);
        }
        return null;
    }

    /** On a machine that is busy with other things a list from the database can take longer than the gateway waits. */
    private boolean isAnswered(String uri) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(uri))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
    }

    private String send(String method, String uri, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(uri))
                .timeout(Duration.ofSeconds(10))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + seller)
                    .header("Idempotency-Key", UUID.randomUUID().toString());
        }
        var sent = request.build();
        var answer = http.send(sent, BodyHandlers.ofString());
        for (var attempt = 1; answer.statusCode() == 503 && attempt < 10; attempt++) {
            // "Not done, come back": setting up is what a busy machine has least time for.
            Thread.sleep(200);
            answer = http.send(sent, BodyHandlers.ofString());
        }
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    String.format(Locale.ROOT, "%s %s: %d %s", method, uri, answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    private static <T> List<T> inParallel(int threads, Numbered<T> work) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<T>>();
            for (var i = 0; i < threads; i++) {
                var number = i;
                running.add(executor.submit((Callable<T>) () -> work.run(number)));
            }
            var results = new ArrayList<T>();
            for (var future : running) {
                results.add(future.get());
            }
            return results;
        }
    }

    private interface Numbered<T> {
        T run(int number) throws Exception;
    }
}
