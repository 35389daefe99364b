package com.timedeal.acceptance.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What may come back, whatever was sent. */
public final class Expected {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Words of ours, of Java's and of the database's that say something about the inside. */
    private static final List<String> INSIDES = List.of(
            "com.timedeal",
            "java.",
            "jakarta.",
            "org.spring",
            "Exception",
            "org.hibernate",
            "jdbc",
            "SQLSTATE",
            "\tat ");

    private Expected() {}

    /** @return what is wrong with the answer, in a few words that are the same for the same mistake; empty if nothing is */
    public static Optional<String> complaint(FuzzedRequest request, HttpResponse<String> answer) {
        var status = answer.statusCode();
        if (status >= 300 && status < 400) {
            return Optional.of("sends elsewhere");
        }
        return status < 300 ? ofSuccess(request, answer) : ofProblem(answer);
    }

    private static Optional<String> ofProblem(HttpResponse<String> answer) {
        var status = answer.statusCode();
        if (isRefusedByTheServer(answer)) {
            return Optional.empty();
        }
        if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")) {
            return Optional.of("no problem detail");
        }
        var problem = read(answer.body());
        var code = problem.path("code").asText();
        if (problem.path("status").asInt() != status
                || !code.matches("[A-Z][A-Z0-9_]+")
                || !problem.path("type").isTextual()
                || !problem.path("title").isTextual()) {
            return Optional.of("a problem without status, code, type or title");
        }
        for (var word : INSIDES) {
            if (answer.body().contains(word)) {
                return Optional.of("tells about the inside: " + word);
            }
        }
        if (status < 500) {
            return Optional.empty();
        }
        var declared =
                status == 503 && answer.headers().firstValue("Retry-After").isPresent()
                        || status == 504 && code.equals("UNKNOWN_OUTCOME");
        return declared ? Optional.empty() : Optional.of("a failure that nobody declared: " + code);
    }

    /** What Tomcat or Netty cannot take for a request, such as a path with a NUL in it, never comes to our code. */
    private static boolean isRefusedByTheServer(HttpResponse<String> answer) {
        return Set.of(400, 414, 431).contains(answer.statusCode())
                && answer.headers().firstValue("X-Request-Id").isEmpty()
                && !answer.body().contains("Exception");
    }

    private static Optional<String> ofSuccess(FuzzedRequest request, HttpResponse<String> answer) {
        var type = answer.headers().firstValue("Content-Type").orElse("");
        var schema = request.operation().answer(answer.statusCode());
        // A text that happens to be JSON, such as the set of keys, is declared as a text.
        if (!type.startsWith("application/json") || schema.path("type").asText().equals("string")) {
            return Optional.empty();
        }
        return misfit(request.operation(), schema, read(answer.body()), "");
    }

    private static Optional<String> misfit(Operation operation, JsonNode written, JsonNode value, String where) {
        var schema = operation.resolve(written);
        return switch (schema.path("type").asText()) {
            case "object" -> value.isObject() ? misfitOfField(operation, schema, value, where) : not("object", where);
            case "array" -> {
                for (var item : value) {
                    var wrong = misfit(operation, schema.path("items"), item, where + "[]");
                    if (wrong.isPresent()) {
                        yield wrong;
                    }
                }
                yield value.isArray() ? Optional.empty() : not("array", where);
            }
            case "integer" -> value.isIntegralNumber() ? Optional.empty() : not("integer", where);
            case "number" -> value.isNumber() ? Optional.empty() : not("number", where);
            case "boolean" -> value.isBoolean() ? Optional.empty() : not("boolean", where);
            case "string" -> value.isTextual() ? Optional.empty() : not("string", where);
            default -> Optional.empty();
        };
    }

    private static Optional<String> misfitOfField(Operation operation, JsonNode schema, JsonNode value, String where) {
        var declared = schema.path("properties");
        if (declared.isEmpty()) {
            return Optional.empty();
        }
        for (var field : value.properties()) {
            var name = where + "." + field.getKey();
            if (!declared.has(field.getKey())) {
                return Optional.of("answers with what is not declared: " + name);
            }
            var wrong = misfit(operation, declared.path(field.getKey()), field.getValue(), name);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> not(String type, String where) {
        return Optional.of("answers with what is no " + type + ": " + where);
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
