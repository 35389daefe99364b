package com.timedeal.acceptance.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Values as a schema asks for them, so that a request gets past the first check and one wrong value reaches the second. */
final class Examples {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;
    private static final long LARGE = 1_000;

    private final Map<String, String> known;

    /** @param known by the name of a parameter or field */
    Examples(Map<String, String> known) {
        this.known = known;
    }

    JsonNode of(Operation operation, String name, JsonNode written, RandomGenerator random) {
        return of(operation, name, written, random, 0);
    }

    private JsonNode of(Operation operation, String name, JsonNode written, RandomGenerator random, int depth) {
        var schema = operation.resolve(written);
        var allowed = schema.path("enum");
        if (!allowed.isEmpty()) {
            return allowed.get(random.nextInt(allowed.size()));
        }
        if (depth > DEEPEST) {
            return JSON.nullNode();
        }
        return switch (schema.path("type").asText()) {
            case "object" -> {
                var object = JSON.objectNode();
                schema.path("properties")
                        .properties()
                        .forEach(field -> object.set(
                                field.getKey(), of(operation, field.getKey(), field.getValue(), random, depth + 1)));
                yield object;
            }
            case "array" -> {
                var array = JSON.arrayNode();
                for (var n = random.nextInt(3); n >= 0; n--) {
                    array.add(of(operation, name, schema.path("items"), random, depth + 1));
                }
                yield array;
            }
            case "integer" -> JSON.numberNode(number(schema, random));
            case "number" -> JSON.numberNode((double) number(schema, random));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> JSON.textNode(text(operation, name, schema, random));
        };
    }

    /** At the borders as often as between them. */
    private static long number(JsonNode schema, RandomGenerator random) {
        var least = schema.path("minimum").asLong(0);
        var most = Math.max(least, schema.path("maximum").asLong(LARGE));
        return switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> most;
            default -> least + random.nextLong(Math.min(most - least, LARGE) + 1);
        };
    }

    private String text(Operation operation, String name, JsonNode schema, RandomGenerator random) {
        // What other services say about orders is answered for at the audit: it must not be made up about real ones.
        if (known.containsKey(name) && !(operation.isInternal() && isId(name)) && random.nextInt(8) > 0) {
            return known.get(name);
        }
        return switch (schema.path("format").asText()) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "date-time" ->
                Instant.now()
                        .plus(random.nextInt(-100, 2_000), ChronoUnit.MINUTES)
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString();
            default -> isId(name) ? new UUID(random.nextLong(), random.nextLong()).toString() : word(schema, random);
        };
    }

    private static String word(JsonNode schema, RandomGenerator random) {
        var length = random.nextBoolean()
                ? schema.path("minLength").asInt(1)
                : schema.path("maxLength").asInt(12);
        var word = new StringBuilder();
        for (var n = 0; n < Math.clamp(length, 1, 500); n++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    private static boolean isId(String name) {
        return name.endsWith("Id");
    }
}
