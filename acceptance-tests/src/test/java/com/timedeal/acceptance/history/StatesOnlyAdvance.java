package com.timedeal.acceptance.history;

import com.timedeal.acceptance.history.Books.StoredOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The states of an order are a path that the rules allow, it is in the last of them, and nothing is left undecided. */
final class StatesOnlyAdvance implements Checker {

    private static final Map<String, Set<String>> NEXT = Map.of(
            "PENDING", Set.of("PAYMENT_DUE", "REJECTED"),
            "PAYMENT_DUE", Set.of("PAID", "EXPIRED", "CANCELLED"),
            "PAID", Set.of("SHIPPED", "CANCELLED"),
            "SHIPPED", Set.of("DELIVERED"),
            "DELIVERED", Set.of("RETURN_REQUESTED"),
            "RETURN_REQUESTED", Set.of("RETURNED"));

    @Override
    public Stream<String> violations(History history, Books books) {
        return books.orders().stream()
                .filter(order -> !isAllowed(order.path(), order))
                .map(order -> "went an impossible way: " + order);
    }

    private static boolean isAllowed(List<String> path, StoredOrder order) {
        var first = order.target() == null ? "PENDING" : "PAYMENT_DUE";
        if (path.isEmpty()
                || !path.getFirst().equals(first)
                || !path.getLast().equals(order.status())
                || order.status().equals("PENDING")) {
            return false;
        }
        for (var step = 1; step < path.size(); step++) {
            if (!NEXT.getOrDefault(path.get(step - 1), Set.of()).contains(path.get(step))) {
                return false;
            }
        }
        return true;
    }
}
