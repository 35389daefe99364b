package com.timedeal.orderservice.sales;

import java.util.UUID;

/** What a seller asks about. */
sealed interface Goods {

    UUID id();

    /** The units of one deal. */
    record OfDeal(UUID id) implements Goods {}

    /** A product, sold in deals or without. */
    record OfProduct(UUID id) implements Goods {}
}
