package com.timedeal.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;

/** Asks for a unit the way a careful client does, and keeps account of every answer. Safe to use from many threads. */
final class Purchases {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, Integer> ONE = Map.of("quantity", 1);

    private final Gateway gateway;
    private final Deal deal;
    private final Tally tally;
    private final Acknowledged acknowledged;

    Purchases(Gateway gateway, Deal deal, Tally tally, Acknowledged acknowledged) {
        this.gateway = gateway;
        this.deal = deal;
        this.tally = tally;
        this.acknowledged = acknowledged;
    }

    /** What was answered in the end, and the answer itself. */
    record Result(Outcome outcome, Answer answer) {}

    /**
     * Asks for one unit. "Not done" and "not known whether it was done" are no answers: the same request goes out again,
     * with the same key, after the time that the server asks for.
     */
    Result buy(Phase phase, Buyer buyer, String key) throws InterruptedException {
        return buy(phase, buyer, key, System.nanoTime() + PATIENCE.toNanos());
    }

    /** @param deadline by {@link System#nanoTime()}; no further request goes out after it */
    Result buy(Phase phase, Buyer buyer, String key, long deadline) throws InterruptedException {
        var call = Call.post(deal.path() + "/orders", buyer.token(), ONE).once(key);
        var asked = 0L;
        for (var attempt = 1; ; attempt++) {
            var answer = gateway.send(call);
            asked = attempt == 1 ? answer.sentNanos() : asked;
            var outcome = answer.status() == 201 ? note(buyer, key, answer, asked) : Outcome.ofRefusal(answer);
            tally.count(phase, outcome, answer);
            if (outcome == Outcome.UNEXPECTED && answer.status() != 201) {
                tally.surprise(phase.label() + ": " + buyer + " was answered " + answer.inWords());
            }
            var pause = Gateway.pauseAfter(answer);
            var again = outcome == Outcome.BUSY || outcome == Outcome.UNKNOWN;
            if (!again || System.nanoTime() + pause.toNanos() - deadline >= 0) {
                return new Result(outcome, answer);
            }
            Thread.sleep(pause);
        }
    }

    private Outcome note(Buyer buyer, String key, Answer answer, long asked) {
        var body = answer.body();
        var wrong = whatIsWrongWith(body);
        if (wrong != null) {
            tally.surprise(buyer + " was answered 201 with " + wrong);
            return Outcome.UNEXPECTED;
        }
        var order = new Acknowledged.Order(
                UUID.fromString(body.path("orderId").asText()),
                buyer.id(),
                asked,
                Instant.parse(body.path("createdAt").asText()));
        return switch (acknowledged.note(key, order)) {
            case FIRST -> Outcome.ORDER;
            case SAME -> Outcome.SAME_ORDER;
            case CONTRADICTION -> {
                tally.surprise(buyer + " got order " + order.orderId() + " for a key that had brought another");
                yield Outcome.UNEXPECTED;
            }
        };
    }

    /** @return null when it is the order that was asked for */
    private String whatIsWrongWith(JsonNode order) {
        try {
            UUID.fromString(order.path("orderId").asText());
        } catch (IllegalArgumentException e) {
            return "no order id: " + order;
        }
        try {
            Instant.parse(order.path("createdAt").asText());
        } catch (DateTimeParseException e) {
            return "no time of creation: " + order;
        }
        var items = order.path("items");
        var asked = order.path("dealId").asText().equals(deal.id().toString())
                && order.path("total").asLong() == deal.price()
                && items.size() == 1
                && items.path(0).path("quantity").asLong() == 1
                && items.path(0).path("unitPrice").asLong() == deal.price()
                && items.path(0)
                        .path("productId")
                        .asText()
                        .equals(deal.productId().toString());
        return asked ? null : "another order than was asked for: " + order;
    }
}
