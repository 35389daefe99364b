package com.timedeal.launcher.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** What discovery-service knows of the others. */
public final class Registry {

    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI applications;
    private final String authorization;

    Registry(HttpClient http, URI discovery, String password) {
        this.http = http;
        this.applications = discovery.resolve("/eureka/apps");
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString(("timedeal:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** One entry. */
    public record Instance(String application, String host, int port, String status) {

        public boolean isUp() {
            return status.equals("UP");
        }
    }

    /**
     * All entries; none when nobody has registered.
     *
     * @throws IOException when discovery-service does not answer, or not with 200
     */
    public List<Instance> instances() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(applications)
                .timeout(ANSWER)
                .header("Accept", "application/json")
                .header("Authorization", authorization)
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(applications + " answers " + answer.statusCode());
        }
        return parse(answer.body());
    }

    static List<Instance> parse(String body) throws IOException {
        var instances = new ArrayList<Instance>();
        for (var application : each(JSON.readTree(body).path("applications").path("application"))) {
            for (var instance : each(application.path("instance"))) {
                instances.add(new Instance(
                        application.path("name").asText().toLowerCase(Locale.ROOT),
                        instance.path("hostName").asText(),
                        instance.path("port").path("$").asInt(),
                        instance.path("status").asText()));
            }
        }
        return instances;
    }

    /** Eureka writes a list of one as the element itself. */
    private static Iterable<JsonNode> each(JsonNode node) {
        return node.isArray() || node.isMissingNode() ? node : List.of(node);
    }
}
