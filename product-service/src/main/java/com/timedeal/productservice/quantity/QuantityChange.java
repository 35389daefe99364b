package com.timedeal.productservice.quantity;

import java.util.UUID;

/** A change that has begun; both services know it by its id, so that asking again changes nothing. */
record QuantityChange(UUID changeId, UUID dealId, long fromUnits, long toUnits) {

    boolean grows() {
        return toUnits > fromUnits;
    }

    /** Units that move between the shelf and the deal. */
    long units() {
        return Math.abs(toUnits - fromUnits);
    }

    enum End {
        APPLIED,
        REFUSED
    }
}
