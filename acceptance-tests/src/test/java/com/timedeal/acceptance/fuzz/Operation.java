package com.timedeal.acceptance.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One endpoint and method of an OpenAPI description.
 *
 * @param body the schema of the body; a missing node for none
 * @param answers what is declared for each status
 * @param schemas those that others refer to
 */
public record Operation(
        String service,
        String method,
        String path,
        List<Parameter> parameters,
        JsonNode body,
        JsonNode answers,
        JsonNode schemas) {

    private static final String REFERENCE = "#/components/schemas/";

    /** @param in {@code path}, {@code query} or {@code header} */
    record Parameter(String name, String in, JsonNode schema) {}

    /** Those of one service, in the order of its description. */
    public static List<Operation> of(String service, JsonNode description) {
        var operations = new ArrayList<Operation>();
        var schemas = description.path("components").path("schemas");
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(
                                service,
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                parameters(method.getValue(), schemas),
                                firstSchema(method.getValue().path("requestBody")),
                                method.getValue().path("responses"),
                                schemas))));
        return operations;
    }

    public boolean isInternal() {
        return path.startsWith("/internal/");
    }

    /** The schema itself, wherever it is written. */
    static JsonNode resolve(JsonNode schema, JsonNode schemas) {
        var reference = schema.path("$ref").asText();
        return reference.startsWith(REFERENCE) ? schemas.path(reference.substring(REFERENCE.length())) : schema;
    }

    JsonNode resolve(JsonNode schema) {
        return resolve(schema, schemas);
    }

    /** @return a missing node where nothing is said about the body */
    JsonNode answer(int status) {
        var declared = answers.path(Integer.toString(status));
        return firstSchema(declared);
    }

    private static JsonNode firstSchema(JsonNode withContent) {
        var contents = withContent.path("content").elements();
        return contents.hasNext() ? contents.next().path("schema") : withContent.path("content");
    }

    private static List<Parameter> parameters(JsonNode operation, JsonNode schemas) {
        var parameters = new ArrayList<Parameter>();
        for (var parameter : operation.path("parameters")) {
            var schema = resolve(parameter.path("schema"), schemas);
            if (schema.has("properties")) {
                // A record bound from the query string: each of its fields is a parameter.
                schema.path("properties")
                        .properties()
                        .forEach(field -> parameters.add(new Parameter(field.getKey(), "query", field.getValue())));
            } else {
                parameters.add(new Parameter(
                        parameter.path("name").asText(), parameter.path("in").asText(), schema));
            }
        }
        return parameters;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
