package com.timedeal.orderservice.allotment;

import java.util.UUID;

/** What the units of an allotment are, and so what their winners get. */
public sealed interface Offer {

    /** Units of a product: a winner gets an order. @param unitPrice won */
    record DealUnits(UUID productId, UUID sellerId, String productName, long unitPrice) implements Offer {}

    /** A winner gets the coupon that has the allotment's id. */
    record Coupons() implements Offer {}
}
