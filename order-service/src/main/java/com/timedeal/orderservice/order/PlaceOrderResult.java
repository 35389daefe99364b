package com.timedeal.orderservice.order;

import com.timedeal.orderservice.stock.StockReservation;
import java.util.List;

/** What placing a wishlist order comes to. */
sealed interface PlaceOrderResult {

    record Placed(Order order) implements PlaceOrderResult {}

    record EmptyWishlist() implements PlaceOrderResult {}

    record Refused(List<StockReservation.Shortage> shortages) implements PlaceOrderResult {}

    /** Not done, and will not be unless the same key asks again. */
    record Unavailable() implements PlaceOrderResult {}
}
