package com.timedeal.acceptance.faults;

import com.timedeal.acceptance.history.Attempt;
import com.timedeal.acceptance.history.Attempt.Accepted;
import com.timedeal.acceptance.history.Attempt.NotDone;
import com.timedeal.acceptance.history.Attempt.Outcome;
import com.timedeal.acceptance.history.Attempt.Refused;
import com.timedeal.acceptance.history.Attempt.Undeclared;
import com.timedeal.acceptance.history.Attempt.Unknown;
import com.timedeal.acceptance.history.History;
import com.timedeal.launcher.demo.Answer;
import com.timedeal.launcher.demo.Call;
import com.timedeal.launcher.demo.Gateway;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Somebody whose every request and answer goes into the history. One thread at a time, but for {@link #send}. */
final class Shopper {

    private static final Map<String, String> ADDRESS = Map.of(
            "recipient", "Lee Shopper",
            "phone", "010-2345-6789",
            "zipCode", "06236",
            "line1", "152 Teheran-ro, Gangnam-gu, Seoul");

    /** Of an order as it is answered, what never changes. */
    private static final List<String> LASTING = List.of("orderId", "items", "discount", "total", "dealId", "createdAt");

    private static final double GIVES_UP = 0.1;

    private final UUID id;
    private final String token;
    private final List<Gateway> doors;
    private final History history;
    private final Random random;
    private final Map<String, Wish> wishes = new ConcurrentHashMap<>();

    Shopper(UUID id, String token, List<Gateway> doors, History history, Random random) {
        this.id = id;
        this.token = token;
        this.doors = doors;
        this.history = history;
        this.random = random;
    }

    UUID id() {
        return id;
    }

    Random random() {
        return random;
    }

    /** A key of its own, the same for the same seed. */
    String newKey() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** Something that can be asked for again and again. @param target null for regular stock */
    record Wish(UUID target, String key, long quantity, Call call) {}

    /** What was asked for with that key. */
    Wish wish(String key) {
        return wishes.get(key);
    }

    private Wish remember(Wish wish) {
        wishes.put(wish.key(), wish);
        return wish;
    }

    Wish deal(UUID dealId, int quantity, String key) {
        var call = Call.post("/api/v1/deals/" + dealId + "/orders", token, Map.of("quantity", quantity));
        return remember(new Wish(dealId, key, quantity, call.once(key)));
    }

    Wish regular(Map<UUID, Integer> quantities, String key) {
        var items = new TreeMap<>(quantities)
                .entrySet().stream()
                        .map(item -> Map.of("productId", item.getKey().toString(), "quantity", item.getValue()))
                        .toList();
        var call = Call.post("/api/v1/orders", token, Map.of("items", items, "address", ADDRESS));
        var units = quantities.values().stream().mapToInt(Integer::intValue).sum();
        return remember(new Wish(null, key, units, call.once(key)));
    }

    /** Asks until there is an answer, or patience is at its end. */
    Outcome insist(Wish wish) throws InterruptedException {
        while (true) {
            var outcome = send(wish);
            var again = outcome instanceof NotDone || outcome instanceof Unknown;
            if (!again || random.nextDouble() < GIVES_UP) {
                return outcome;
            }
            Thread.sleep(random.nextInt(100, 400));
        }
    }

    /** Asks once, at either gateway. */
    Outcome send(Wish wish) throws InterruptedException {
        return send(wish, doors.get(random.nextInt(doors.size())));
    }

    Outcome send(Wish wish, Gateway door) throws InterruptedException {
        var answer = door.send(wish.call());
        var outcome = outcome(answer);
        history.add(new Attempt(
                id, wish.target(), wish.key(), wish.quantity(), answer.sentNanos(), answer.receivedNanos(), outcome));
        return outcome;
    }

    /** About an order that there is. Only an answer that nobody should ever get goes into the history. */
    Answer askOnce(UUID orderId, Call call) throws InterruptedException {
        var answer = doors.get(random.nextInt(doors.size())).send(call);
        if (answer.status() >= 500 && !answer.asksForAnother()) {
            history.add(new Attempt(
                    id,
                    orderId,
                    call.key(),
                    0,
                    answer.sentNanos(),
                    answer.receivedNanos(),
                    new Undeclared(call + ": " + answer.inWords())));
        }
        return answer;
    }

    String token() {
        return token;
    }

    private static Outcome outcome(Answer answer) {
        return switch (answer.status()) {
            case 200, 201 ->
                new Accepted(UUID.fromString(answer.body().path("orderId").asText()), lasting(answer));
            case 409 ->
                answer.code().isEmpty()
                        ? new Undeclared(answer.inWords())
                        : new Refused(
                                409, answer.code(), answer.body().path("left").asLong(-1));
            case 429, 503 -> new NotDone(answer.retryAfter() != null);
            case 0, 504 -> new Unknown(answer.inWords());
            default -> new Undeclared(answer.inWords());
        };
    }

    private static String lasting(Answer answer) {
        return LASTING.stream()
                .map(field -> field + "=" + answer.body().path(field))
                .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return "shopper " + id;
    }
}
