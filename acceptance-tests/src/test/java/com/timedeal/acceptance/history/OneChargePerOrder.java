package com.timedeal.acceptance.history;

import com.timedeal.acceptance.history.Books.Charge;
import com.timedeal.acceptance.history.Books.StoredOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A paid order was charged for once; nobody pays for an order that is gone or not paid. */
final class OneChargePerOrder implements Checker {

    private static final Set<String> PAID = Set.of("PAID", "SHIPPED", "DELIVERED", "RETURN_REQUESTED");

    @Override
    public Stream<String> violations(History history, Books books) {
        var charges = books.charges().stream()
                .filter(charge -> charge.succeeded() && !charge.refunded())
                .collect(Collectors.groupingBy(Charge::orderId));
        var violations = new ArrayList<String>();
        for (var order : books.orders()) {
            var kept = charges.getOrDefault(order.orderId(), List.of()).size();
            var due = PAID.contains(order.status()) ? 1 : 0;
            if (kept != due) {
                violations.add("%d charges are kept for %s".formatted(kept, order));
            }
        }
        var known = books.orders().stream().map(StoredOrder::orderId).collect(Collectors.toSet());
        charges.keySet().stream()
                .filter(orderId -> !known.contains(orderId))
                .forEach(orderId -> violations.add("charged for order %s, which does not exist".formatted(orderId)));
        return violations.stream();
    }
}
