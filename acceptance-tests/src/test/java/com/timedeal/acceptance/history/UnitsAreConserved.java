package com.timedeal.acceptance.history;

import com.timedeal.acceptance.history.Books.StoredAllotment;
import com.timedeal.acceptance.history.Books.StoredStock;
import java.util.UUID;
import java.util.stream.Stream;

/** Every unit is on the shelf, set aside, in an order, or was given back; none is in two places, none negative. */
final class UnitsAreConserved implements Checker {

    @Override
    public Stream<String> violations(History history, Books books) {
        var deals = books.allotments().stream().flatMap(allotment -> ofDeal(allotment, books));
        var shelves = books.stocks().stream().flatMap(UnitsAreConserved::ofProduct);
        return Stream.concat(deals, shelves);
    }

    private static Stream<String> ofDeal(StoredAllotment allotment, Books books) {
        var ordered = unitsOf(allotment.dealId(), books);
        var found = allotment.remaining() + ordered + allotment.unsold() + allotment.givenBackLater();
        if (allotment.remaining() < 0 || allotment.unsold() < 0 || found != allotment.initial()) {
            return Stream.of("%s and %d units in orders are %d units".formatted(allotment, ordered, found));
        }
        return Stream.empty();
    }

    private static long unitsOf(UUID dealId, Books books) {
        return books.orders().stream()
                .filter(order -> dealId.equals(order.target()) && order.isLive())
                .mapToLong(Books.StoredOrder::units)
                .sum();
    }

    private static Stream<String> ofProduct(StoredStock stock) {
        var found = stock.available() + stock.inOrders() + stock.inDeals();
        return stock.available() < 0 || found != stock.listed()
                ? Stream.of("%s comes to %d units".formatted(stock, found))
                : Stream.empty();
    }
}
