package com.timedeal.acceptance.history;

import com.timedeal.acceptance.history.Attempt.Accepted;
import com.timedeal.acceptance.history.Attempt.Question;
import com.timedeal.acceptance.history.Books.StoredOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Acknowledged ⊆ stored ⊆ attempted: no order that somebody was told of is missing, and none is there that nobody asked for. */
final class AcknowledgedIsStored implements Checker {

    @Override
    public Stream<String> violations(History history, Books books) {
        var violations = new ArrayList<String>();
        var stored = books.orders().stream().collect(Collectors.groupingBy(StoredOrder::orderId));
        history.attempts().forEach(attempt -> {
            if (attempt.outcome() instanceof Accepted accepted) {
                var found = stored.getOrDefault(accepted.orderId(), List.of());
                if (found.size() != 1) {
                    violations.add("%s was told of order %s, which is stored %d times"
                            .formatted(attempt.question(), accepted.orderId(), found.size()));
                } else if (!isOf(attempt, found.getFirst())) {
                    violations.add("%s of %d units was told of %s"
                            .formatted(attempt.question(), attempt.quantity(), found.getFirst()));
                }
            }
        });
        var asked = history.attempts()
                .collect(Collectors.toMap(Attempt::question, Function.identity(), (first, second) -> first));
        for (var order : books.orders()) {
            if (order.key() != null && !asked.containsKey(new Question(order.user(), order.target(), order.key()))) {
                violations.add("nobody asked for " + order);
            }
        }
        return violations.stream();
    }

    private static boolean isOf(Attempt attempt, StoredOrder order) {
        return order.user().equals(attempt.user())
                && Objects.equals(order.target(), attempt.target())
                && attempt.key().equals(order.key())
                && order.units() == attempt.quantity();
    }
}
