package com.timedeal.acceptance.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Takes a request that would do, and spoils it in a place or two. The operations come round in turn. */
public final class Fuzz {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CONTENT_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "application/x-java-serialized-object",
            "application/json;charset=utf-16",
            "multipart/form-data; boundary=x",
            "no type at all");
    private static final List<String> ACCEPTED =
            List.of("application/xml", "text/html", "image/png", "application/json;q=0", "nonsense", "*/*");
    private static final List<String> KEYS = List.of("", " ", "a", "a".repeat(64), "a".repeat(5_000), "'; --", "{}");

    private final long seed;
    private final List<Operation> operations;
    private final Examples examples;
    private final List<String> callers;

    /**
     * @param known real values by the names of parameters and fields
     * @param callers names of those who may be asked to send a request
     */
    public Fuzz(long seed, List<Operation> operations, Map<String, String> known, List<String> callers) {
        this.seed = seed;
        this.operations = operations;
        this.examples = new Examples(known);
        this.callers = callers;
    }

    public FuzzedRequest request(long number) {
        var random = new Random(seed * 1_000_003 + number);
        random.nextInt(); // the first ones of neighbouring seeds are alike
        var operation = operations.get((int) (number % operations.size()));
        var headers = new ArrayList<String>();
        var body = body(operation, headers, random);
        spoilHeaders(headers, random);
        return new FuzzedRequest(
                number, operation, target(operation, random), headers, body, Oddities.one(callers, random));
    }

    // ---- path and query -----------------------------------------------------------------------------------------

    private String target(Operation operation, Random random) {
        var path = operation.path();
        var query = new ArrayList<String>();
        for (var parameter : operation.parameters()) {
            // What product-service says about a deal is kept, also before the deal is heard of: nothing for strangers'
            // ids.
            var believed = parameter.in().equals("path") && operation.path().startsWith("/internal/allotments/");
            var value = believed || random.nextInt(6) == 0
                    ? Oddities.text(random)
                    : examples.of(operation, parameter.name(), parameter.schema(), random)
                            .asText();
            switch (parameter.in()) {
                case "path" ->
                    path = path.replace("{" + parameter.name() + "}", encoded(value.isEmpty() ? "x" : value));
                case "query" -> {
                    for (var times = random.nextInt(8) == 0 ? 2 : random.nextInt(2); times > 0; times--) {
                        query.add(parameter.name() + "=" + encoded(value));
                    }
                }
                default -> {
                    // Headers are made elsewhere.
                }
            }
        }
        if (random.nextInt(10) == 0) {
            query.add(encoded(Oddities.fieldName(random)) + "=" + encoded(Oddities.text(random)));
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    // ---- headers ------------------------------------------------------------------------------------------------

    private static void spoilHeaders(List<String> headers, Random random) {
        headers.addAll(List.of(
                "Idempotency-Key",
                random.nextInt(10) == 0
                        ? Oddities.one(KEYS, random)
                        : new UUID(random.nextLong(), random.nextLong()).toString()));
        if (random.nextInt(12) == 0) {
            headers.addAll(List.of("Accept", Oddities.one(ACCEPTED, random)));
        }
        if (random.nextInt(20) == 0) {
            headers.addAll(List.of("X-Request-Id", "x".repeat(1 + random.nextInt(500))));
        }
    }

    // ---- body ---------------------------------------------------------------------------------------------------

    private byte[] body(Operation operation, List<String> headers, Random random) {
        if (operation.body().isMissingNode()) {
            if (random.nextInt(10) > 0) {
                return null;
            }
            headers.addAll(List.of("Content-Type", "application/json"));
            return bytes(Oddities.value(random));
        }
        var tree = examples.of(operation, "", operation.body(), random);
        for (var times = random.nextInt(4); times > 0; times--) {
            tree = spoil(tree, random);
        }
        headers.addAll(List.of(
                "Content-Type", random.nextInt(25) == 0 ? Oddities.one(CONTENT_TYPES, random) : "application/json"));
        return random.nextInt(8) == 0 ? broken(bytes(tree), random) : bytes(tree);
    }

    private static JsonNode spoil(JsonNode tree, Random random) {
        if (tree instanceof ObjectNode object) {
            spoilObject(object, random);
            return object;
        }
        if (tree instanceof ArrayNode array && !array.isEmpty()) {
            var at = random.nextInt(array.size());
            array.set(at, spoil(array.get(at), random));
            return array;
        }
        return Oddities.value(random);
    }

    private static void spoilObject(ObjectNode object, Random random) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || random.nextInt(10) == 0) {
            object.set(Oddities.fieldName(random), Oddities.value(random));
            return;
        }
        var name = Oddities.one(names, random);
        var old = object.get(name);
        if (random.nextInt(8) == 0) {
            object.remove(name);
        } else if (old.isContainerNode() && random.nextInt(3) > 0) {
            object.set(name, spoil(old, random));
        } else {
            object.set(name, Oddities.value(random));
        }
    }

    private static byte[] broken(byte[] whole, Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> new byte[0];
            case 1 -> java.util.Arrays.copyOf(whole, random.nextInt(whole.length));
            case 2 -> bytes("[".repeat(10_000));
            case 3 -> bytes("{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000));
            case 4 -> bytes(new String(whole, StandardCharsets.UTF_8) + "}");
            case 5 -> bytes("\ufeff" + new String(whole, StandardCharsets.UTF_8));
            case 6 -> new String(whole, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            case 7 -> {
                // Not UTF-8 any more.
                var spoilt = whole.clone();
                spoilt[random.nextInt(spoilt.length)] = (byte) (0x80 + random.nextInt(0x80));
                yield spoilt;
            }
            default -> bytes(new String(whole, StandardCharsets.UTF_8).replace(':', random.nextBoolean() ? ',' : '='));
        };
    }

    private static byte[] bytes(JsonNode tree) {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
