package com.timedeal.acceptance.history;

import com.timedeal.acceptance.history.Books.StoredOrder;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nobody has more units of a deal than one person may take. */
final class LimitsHold implements Checker {

    private record Buyer(UUID dealId, UUID user) {}

    @Override
    public Stream<String> violations(History history, Books books) {
        return books.orders().stream()
                .filter(order -> order.target() != null && order.isLive())
                .collect(Collectors.groupingBy(
                        order -> new Buyer(order.target(), order.user()), Collectors.summingLong(StoredOrder::units)))
                .entrySet()
                .stream()
                .filter(entry -> books.allotment(entry.getKey().dealId()) != null)
                .filter(entry -> entry.getValue()
                        > books.allotment(entry.getKey().dealId()).perUserLimit())
                .map(entry -> "%s has %d units; the limit is %d"
                        .formatted(
                                entry.getKey(),
                                entry.getValue(),
                                books.allotment(entry.getKey().dealId()).perUserLimit()));
    }
}
