package com.timedeal.productservice.deal;

import com.timedeal.productservice.catalogue.ProductView;
import java.time.Instant;
import java.util.UUID;

/**
 * A deal as the shop shows it.
 *
 * @param left units nobody has taken, at most about a second old; only order-service knows for certain
 * @param openedAt when the state changed; null before
 * @param sold null until settled; likewise held and unsold
 * @param serverTime for a countdown that does not trust the browser's clock
 */
record DealView(
        UUID dealId,
        ProductView product,
        long dealPrice,
        long quantity,
        long left,
        int perUserLimit,
        Instant opensAt,
        Instant closesAt,
        DealStatus status,
        boolean soldOut,
        Instant openedAt,
        Instant closedAt,
        Long sold,
        Long held,
        Long unsold,
        Instant serverTime) {

    static DealView of(Deal deal, ProductView product, Instant serverTime) {
        var settlement = deal.settlement();
        return new DealView(
                deal.dealId(),
                product,
                deal.dealPrice(),
                deal.quantity(),
                deal.left(),
                deal.perUserLimit(),
                deal.opensAt(),
                deal.closesAt(),
                deal.status(),
                deal.status() == DealStatus.OPEN && deal.left() == 0,
                deal.openedAt(),
                deal.closedAt(),
                settlement == null ? null : settlement.sold(),
                settlement == null ? null : settlement.held(),
                settlement == null ? null : settlement.unsold(),
                serverTime);
    }
}
