package com.timedeal.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/** An event as an operator sees it. @param firedAt null before; likewise {@code publishedAt} */
record TimedEvent(String name, Instant dueAt, Instant firedAt, Instant publishedAt, String status) {

    static TimedEvent of(JsonNode item) {
        return new TimedEvent(
                item.path("name").asText(),
                Instant.parse(item.path("dueAt").asText()),
                time(item.path("firedAt")),
                time(item.path("publishedAt")),
                item.path("status").asText());
    }

    boolean isPublished() {
        return publishedAt != null;
    }

    Duration lag() {
        return Duration.between(dueAt, firedAt);
    }

    private static Instant time(JsonNode field) {
        return field.isTextual() ? Instant.parse(field.asText()) : null;
    }
}
