package com.timedeal.launcher.demo;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Every order that a buyer was told of, by the key that brought it. Thread-safe. */
final class Acknowledged {

    /**
     * @param askedNanos when the buyer asked for it, the earliest such question if there were several at once
     * @param createdAt by the server
     */
    record Order(UUID orderId, UUID userId, long askedNanos, Instant createdAt) {

        private Order askedAt(long nanos) {
            return nanos - askedNanos < 0 ? new Order(orderId, userId, nanos, createdAt) : this;
        }
    }

    enum News {
        FIRST,
        SAME,
        /** This key has brought another order before. */
        CONTRADICTION
    }

    private record WhoseKey(UUID userId, String key) {}

    private final Map<WhoseKey, Order> orders = new ConcurrentHashMap<>();

    News note(String key, Order order) {
        var whose = new WhoseKey(order.userId(), key);
        var before = orders.putIfAbsent(whose, order);
        if (before == null) {
            return News.FIRST;
        }
        if (!before.orderId().equals(order.orderId())) {
            return News.CONTRADICTION;
        }
        orders.computeIfPresent(whose, (same, known) -> known.askedAt(order.askedNanos()));
        return News.SAME;
    }

    Collection<Order> orders() {
        return orders.values();
    }

    boolean hasWon(Buyer buyer) {
        return orders.containsKey(new WhoseKey(buyer.id(), buyer.key()));
    }

    /** The ids of that person's orders. */
    Set<UUID> of(UUID userId) {
        return orders.values().stream()
                .filter(order -> order.userId().equals(userId))
                .map(Order::orderId)
                .collect(Collectors.toSet());
    }

    long distinctOrders() {
        return orders.values().stream().map(Order::orderId).distinct().count();
    }

    long distinctBuyers() {
        return orders.values().stream().map(Order::userId).distinct().count();
    }
}
