package com.timedeal.orderservice.order;

import com.timedeal.orderservice.stock.StockReservation;

/** What placing a wishlist order comes to. */
sealed interface PlaceOrderResult {

    record Placed(Order order) implements PlaceOrderResult {}

    record EmptyWishlist() implements PlaceOrderResult {}

    record TooManyItems() implements PlaceOrderResult {}

    record Refused(StockReservation.Refused why) implements PlaceOrderResult {}

    /** Not done, and will not be unless the same key asks again. */
    record Unavailable() implements PlaceOrderResult {}
}
