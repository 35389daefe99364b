package com.timedeal.launcher.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.launcher.command.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A Mailpit, read through its API v1. */
final class Mailpit implements Mailbox {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;

    Mailpit(URI address) {
        this.address = address;
    }

    @Override
    public List<Mail> newest(int most) throws InterruptedException {
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var mails = new ArrayList<Mail>();
            for (var summary : get(client, "/api/v1/messages?limit=" + most).path("messages")) {
                var text = get(client, "/api/v1/message/" + summary.path("ID").asText())
                        .path("Text")
                        .asText();
                mails.addFirst(new Mail(
                        Instant.parse(summary.path("Created").asText()),
                        summary.path("To").path(0).path("Address").asText(),
                        summary.path("Subject").asText(),
                        text));
            }
            return mails;
        } catch (IOException e) {
            throw new Failure(
                    "No Mailpit answers at " + address + ": run one there, or say where it is by TIMEDEAL_MAILPIT_URL.",
                    e);
        }
    }

    private JsonNode get(HttpClient client, String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).build();
        var answer = client.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }
}
