package com.timedeal.orderservice.order;

import com.timedeal.orderservice.coupon.Redemption;
import com.timedeal.orderservice.stock.StockReservation;
import java.util.UUID;

/** What placing a wishlist order comes to. */
sealed interface PlaceOrderResult {

    record Placed(Order order) implements PlaceOrderResult {}

    record EmptyWishlist() implements PlaceOrderResult {}

    record TooManyItems() implements PlaceOrderResult {}

    record Refused(UUID orderId, StockReservation.Refused why) implements PlaceOrderResult {}

    /** The coupon could not be used, so nothing was ordered. */
    record CouponRefused(UUID orderId, Redemption.Refused why) implements PlaceOrderResult {}

    /** Not done, and will not be unless the same key asks again. @param orderId null when there is no order of that key */
    record Unavailable(UUID orderId) implements PlaceOrderResult {}
}
