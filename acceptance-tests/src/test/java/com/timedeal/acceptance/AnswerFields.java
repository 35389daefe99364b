package com.timedeal.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All fields that the answers of each endpoint may have, from {@code answer-fields.txt}: {@code items.name} is a field of
 * each element of {@code items}, {@code attributes.*} a map whose keys people choose. Who gets an answer at all is declared in
 * the matrix; nobody gets more of it than others.
 */
final class AnswerFields {

    /** Of an RFC 9457 problem, with the members that refusals add. */
    private static final Set<String> PROBLEM = Set.of(
            "type",
            "title",
            "status",
            "detail",
            "instance",
            "code",
            "errors.field",
            "errors.message",
            "left",
            "mayComeBack",
            "opensAt",
            "closesAt",
            "serverTime",
            "retryAt",
            "limit",
            "bought",
            "total",
            "reason",
            "paymentId",
            "paymentStatus",
            "orderStatus",
            "minOrderAmount",
            "validUntil",
            "shortages.productId",
            "shortages.requested",
            "shortages.left");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Set<String>> allowed = new TreeMap<>();

    private AnswerFields() {}

    static AnswerFields read() {
        var fields = new AnswerFields();
        try (var file = AnswerFields.class.getResourceAsStream("/answer-fields.txt")) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.strip().split("\\s+"))
                    .forEach(words -> fields.allowed.put(
                            words[0] + " " + words[1],
                            new TreeSet<>(Arrays.asList(words).subList(2, words.length))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields;
    }

    /** What is declared, by method and path. */
    Set<String> endpoints() {
        return allowed.keySet();
    }

    /** @return the fields of that answer that nobody declared */
    Set<String> undeclared(String endpoint, HttpResponse<String> answer) {
        var type = answer.headers().firstValue("Content-Type").orElse("");
        if (answer.body().isEmpty() || !type.contains("json")) {
            return Set.of();
        }
        var may = answer.statusCode() < 400 ? allowed.getOrDefault(endpoint, Set.of()) : PROBLEM;
        var found = new TreeSet<String>();
        try {
            collect(JSON.readTree(answer.body()), "", found);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        found.removeIf(field -> isAllowed(field, may));
        return found;
    }

    private static boolean isAllowed(String field, Set<String> may) {
        return may.contains(field)
                || may.stream()
                        .anyMatch(each -> each.endsWith(".*")
                                && field.startsWith(each.substring(0, each.length() - 1))
                                && !field.substring(each.length() - 1).contains("."));
    }

    private static void collect(JsonNode value, String path, Set<String> found) {
        if (value.isArray()) {
            value.forEach(element -> collect(element, path, found));
        } else if (value.isObject()) {
            value.properties().forEach(field -> collect(field.getValue(), join(path, field.getKey()), found));
        } else {
            found.add(path);
        }
    }

    /**
     * What differs between the declaration and what a service says that its answers have. Where a description is left open,
     * as it is where an answer may be a refusal, the declaration alone says it, and answers are held against that.
     */
    Set<String> differences(JsonNode openApi) {
        var differences = new TreeSet<String>();
        described(openApi).forEach((endpoint, fields) -> {
            var may = allowed.getOrDefault(endpoint, Set.of());
            fields.stream()
                    .filter(field -> !may.contains(field) && !isOfAProblem(field))
                    .filter(field -> !field.equals("*"))
                    .forEach(field -> differences.add(endpoint + " describes " + field));
            if (!fields.contains("*")) {
                may.stream()
                        .filter(field -> !fields.contains(field))
                        .forEach(field -> differences.add(endpoint + " does not describe " + field));
            }
        });
        return differences;
    }

    /** Spring's own keeps further members in a map that it writes beside the others. */
    private static boolean isOfAProblem(String field) {
        return PROBLEM.contains(field) || field.equals("properties");
    }

    /** What a service says that its answers have: fields by method and path, of those endpoints that answer JSON at all. */
    private static Map<String, Set<String>> described(JsonNode openApi) {
        var all = new LinkedHashMap<String, Set<String>>();
        openApi.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    var fields = new TreeSet<String>();
                    method.getValue().path("responses").properties().forEach(response -> {
                        if (response.getKey().startsWith("2")) {
                            response.getValue()
                                    .path("content")
                                    .forEach(content -> collectSchema(openApi, content.path("schema"), "", fields, 0));
                        }
                    });
                    fields.remove("");
                    if (!fields.isEmpty()) {
                        all.put(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), fields);
                    }
                }));
        return all;
    }

    private static void collectSchema(JsonNode openApi, JsonNode schema, String path, Set<String> found, int depth) {
        if (depth > 12) {
            throw new IllegalStateException("A schema without end at " + path);
        }
        if (schema.has("$ref")) {
            collectSchema(openApi, openApi.at(schema.path("$ref").asText().substring(1)), path, found, depth + 1);
            return;
        }
        for (var alternatives : new String[] {"oneOf", "anyOf", "allOf"}) {
            schema.path(alternatives).forEach(each -> collectSchema(openApi, each, path, found, depth + 1));
        }
        if (schema.has("items")) {
            collectSchema(openApi, schema.path("items"), path, found, depth + 1);
        } else if (schema.has("properties")) {
            schema.path("properties")
                    .properties()
                    .forEach(field ->
                            collectSchema(openApi, field.getValue(), join(path, field.getKey()), found, depth + 1));
        } else if (schema.path("type").asText().equals("object")) {
            // Open: a map, or something that nobody described.
            found.add(join(path, "*"));
        } else {
            found.add(path);
        }
    }

    private static String join(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
