package com.timedeal.acceptance.history;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What is stored when everything is quiet. @param charges what the payment provider has on its own books */
public record Books(
        List<StoredOrder> orders, List<StoredAllotment> allotments, List<StoredStock> stocks, List<Charge> charges) {

    private static final Set<String> GONE = Set.of("REJECTED", "EXPIRED", "CANCELLED");

    /**
     * @param target the deal; null for an order of regular stock
     * @param key null once the order was rejected
     * @param path the states that it went through, in order
     */
    public record StoredOrder(
            UUID orderId, UUID user, UUID target, String key, String status, long units, List<String> path) {

        /** Whether it holds its units. A returned order once did, and its units went to product stock. */
        public boolean isLive() {
            return !GONE.contains(status);
        }
    }

    /** The units of a deal. */
    public record StoredAllotment(
            UUID dealId, long initial, long remaining, long unsold, long givenBackLater, int perUserLimit) {}

    /** @param listed units that ever came to the shelf @param inOrders of live regular orders @param inDeals set aside and not come back */
    public record StoredStock(UUID productId, long listed, long available, long inOrders, long inDeals) {}

    /** @param succeeded whether money was taken @param refunded whether it was given back */
    public record Charge(UUID paymentId, UUID orderId, boolean succeeded, boolean refunded) {}

    StoredAllotment allotment(UUID dealId) {
        return allotments.stream()
                .filter(each -> each.dealId().equals(dealId))
                .findFirst()
                .orElse(null);
    }
}
