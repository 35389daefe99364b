package com.timedeal.productservice.stock;

import java.util.List;
import java.util.UUID;

/** What a call to reserve stock for an order comes to; a repeat comes to the same. */
sealed interface Reservation {

    /** All lines are off the shelf. @param items with name and price as they were at that moment */
    record Reserved(List<Item> items) implements Reservation {}

    /** None is. @param shortages the lines there are too few units of */
    record Refused(List<Shortage> shortages) implements Reservation {}

    /** The order was given up before; it will never be reserved. */
    record Released() implements Reservation {}

    /** @param unitPrice won */
    record Item(UUID productId, UUID sellerId, String name, long unitPrice, long quantity) {}

    /** @param left units there are; null for a product that does not exist or was withdrawn */
    record Shortage(UUID productId, long requested, Long left) {}
}
