package com.timedeal.productservice.deal;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of the deal table, read together with the database's clock.
 *
 * @param left units nobody has taken, as last told by order-service; for display only
 */
public record Deal(
        UUID dealId,
        UUID productId,
        UUID sellerId,
        long dealPrice,
        long quantity,
        int perUserLimit,
        Instant opensAt,
        Instant closesAt,
        DealStatus status,
        long left,
        Instant openedAt,
        Instant closedAt,
        Settlement settlement,
        Instant readAt) {

    /** @param held taken but not paid at that moment @param unsold went back to stock */
    public record Settlement(long sold, long held, long unsold, Instant settledAt) {}

    public boolean isOf(UUID seller) {
        return sellerId.equals(seller);
    }
}
