package com.timedeal.orderservice.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An order as its owner sees it; amounts in won. @param dealId null for a wishlist order @param couponId null for none */
public record OrderView(
        UUID orderId,
        OrderStatus status,
        List<OrderedItem> items,
        long discount,
        long total,
        UUID dealId,
        UUID couponId,
        Instant paymentDueAt,
        Instant createdAt) {

    public record OrderedItem(UUID productId, String name, Long unitPrice, long quantity) {}

    public static OrderView of(Order order) {
        return new OrderView(
                order.orderId(),
                order.status(),
                order.lines().stream()
                        .map(line -> new OrderedItem(line.productId(), line.name(), line.unitPrice(), line.quantity()))
                        .toList(),
                order.discount(),
                order.total(),
                order.dealId(),
                order.couponId(),
                order.paymentDueAt(),
                order.placedAt());
    }
}
