package com.timedeal.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A deal as the shop shows it.
 *
 * @param openedAt when the state changed; null before; likewise {@code closedAt}
 * @param sold paid units at settlement, -1 before; likewise {@code held} (not paid yet) and {@code unsold}
 */
public record DealState(
        String status, long left, Instant openedAt, Instant closedAt, long sold, long held, long unsold, long stock) {

    /** Nobody has looked. */
    static final DealState UNKNOWN = new DealState("", -1, null, null, -1, -1, -1, -1);

    public static DealState of(JsonNode deal) {
        return new DealState(
                deal.path("status").asText(),
                deal.path("left").asLong(-1),
                time(deal.path("openedAt")),
                time(deal.path("closedAt")),
                deal.path("sold").asLong(-1),
                deal.path("held").asLong(-1),
                deal.path("unsold").asLong(-1),
                deal.path("product").path("stock").asLong(-1));
    }

    public boolean isSettled() {
        return closedAt != null && sold >= 0;
    }

    private static Instant time(JsonNode field) {
        return field.isTextual() ? Instant.parse(field.asText()) : null;
    }
}
