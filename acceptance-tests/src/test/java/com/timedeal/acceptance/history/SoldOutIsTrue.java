package com.timedeal.acceptance.history;

import com.timedeal.acceptance.history.Attempt.Question;
import com.timedeal.acceptance.history.Attempt.Refused;
import com.timedeal.acceptance.history.Books.StoredAllotment;
import com.timedeal.acceptance.history.Books.StoredOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Nobody is refused for want of units while there certainly are enough.
 *
 * <p>Nobody outside knows how many units were left at an instant, but bounds are known: an order can have taken its units
 * only after somebody first asked for it, so those whose first attempt had been sent when the refusal came back are all that can
 * have been taken. That counts orders in which units were later given back, too: a bound from above, so that a refusal that
 * this checker calls false was false beyond doubt, whereas it lets one pass that was wrong only by a few units in flight.
 */
final class SoldOutIsTrue implements Checker {

    @Override
    public Stream<String> violations(History history, Books books) {
        var firstSent = new HashMap<Question, Long>();
        history.attempts().forEach(attempt -> firstSent.merge(attempt.question(), attempt.sent(), Math::min));
        Map<UUID, List<StoredOrder>> taken = new HashMap<>();
        for (var order : books.orders()) {
            if (order.target() != null) {
                taken.computeIfAbsent(order.target(), deal -> new ArrayList<>()).add(order);
            }
        }
        return history.attempts()
                .filter(attempt -> attempt.outcome() instanceof Refused && attempt.target() != null)
                .filter(attempt -> books.allotment(attempt.target()) != null)
                .flatMap(attempt -> judge(
                        attempt,
                        (Refused) attempt.outcome(),
                        books.allotment(attempt.target()),
                        taken.getOrDefault(attempt.target(), List.of()),
                        firstSent));
    }

    private static Stream<String> judge(
            Attempt attempt,
            Refused refused,
            StoredAllotment allotment,
            List<StoredOrder> orders,
            Map<Question, Long> firstSent) {
        var needed = switch (refused.code()) {
            case "SOLD_OUT" -> allotment.initial();
            case "INSUFFICIENT_STOCK" -> allotment.initial() - attempt.quantity() + 1;
            default -> 0;
        };
        var atMost = orders.stream()
                .filter(order -> mayHaveBeenTaken(order, attempt.received(), firstSent))
                .mapToLong(StoredOrder::units)
                .sum();
        return atMost >= needed
                ? Stream.empty()
                : Stream.of("%s of %d units was answered %s though at most %d of %d units can have been taken"
                        .formatted(attempt.question(), attempt.quantity(), refused, atMost, allotment.initial()));
    }

    private static boolean mayHaveBeenTaken(StoredOrder order, long by, Map<Question, Long> firstSent) {
        var sent = order.key() == null ? null : firstSent.get(new Question(order.user(), order.target(), order.key()));
        return sent == null || sent - by < 0;
    }
}
