package com.timedeal.orderservice.stock;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What product-service says to a request to reserve stock for an order. */
public sealed interface StockReservation {

    /** All lines are reserved. */
    record Reserved(List<Item> items) implements StockReservation {}

    /** None is, and none will be under this order id. */
    record Refused(List<Shortage> shortages) implements StockReservation {

        /** What to call it: a product that is not there is not the same as too few of one. */
        public String code() {
            var unknown = shortages.stream().anyMatch(shortage -> shortage.left() == null);
            return unknown ? "UNKNOWN_PRODUCT" : "INSUFFICIENT_STOCK";
        }

        /** Each product with what was asked for and what was left, for people. */
        public String inWords() {
            return shortages.stream()
                    .map(shortage -> shortage.left() == null
                            ? "%s: no such product".formatted(shortage.productId())
                            : "%s: %d asked for, %d left"
                                    .formatted(shortage.productId(), shortage.requested(), shortage.left()))
                    .collect(Collectors.joining("; "));
        }
    }

    /** The order was given up before. */
    record Released() implements StockReservation {}

    /** No answer that can be relied on: it may be reserved or not. Only the same order id may ask again. */
    record Unknown() implements StockReservation {}

    /** @param unitPrice won */
    record Item(UUID productId, UUID sellerId, String name, long unitPrice, long quantity) {}

    /** @param left null for a product that does not exist or was withdrawn */
    record Shortage(UUID productId, long requested, Long left) {}
}
