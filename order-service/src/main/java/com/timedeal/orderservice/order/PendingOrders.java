package com.timedeal.orderservice.order;

import com.timedeal.orderservice.stock.StockReservation;
import com.timedeal.orderservice.wishlist.Wishlist;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The transactions on either side of the call to product-service. */
@Component
class PendingOrders {

    private final Orders orders;
    private final Wishlist wishlist;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final OrderSettings settings;

    PendingOrders(
            Orders orders, Wishlist wishlist, Transactions transactions, DatabaseClock clock, OrderSettings settings) {
        this.orders = orders;
        this.wishlist = wishlist;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the key is taken */
    Order open(UUID userId, IdempotencyKey key, PlaceOrderRequest request, SortedMap<UUID, Long> lines) {
        return transactions.call(() -> {
            var order = new Order(
                    TimeOrderedIds.next(),
                    userId,
                    OrderStatus.PENDING,
                    lines.entrySet().stream()
                            .map(line -> new Order.Line(line.getKey(), null, null, null, line.getValue()))
                            .toList(),
                    0,
                    0,
                    null,
                    null,
                    clock.now(),
                    new Order.RequestFingerprint(request.hash()));
            orders.insertAll(List.of(new Orders.NewOrder(
                    order, Orders.NO_DEAL, key, request.address().stored())));
            return order;
        });
    }

    /**
     * Changes nothing when the order is no longer PENDING.
     *
     * @return the order as it is now, read in the same transaction: once this has committed, nothing may fail any more
     */
    Order accept(Order order, List<StockReservation.Item> items) {
        var sold = items.stream()
                .map(item -> new Order.Line(
                        item.productId(), item.sellerId(), item.name(), item.unitPrice(), item.quantity()))
                .toList();
        var total = items.stream()
                .mapToLong(item -> Math.multiplyExact(item.unitPrice(), item.quantity()))
                .reduce(0, Math::addExact);
        return transactions.call(() -> {
            var now = clock.now();
            if (orders.accept(order.orderId(), sold, total, now, now.plus(settings.paymentDueAfter()))) {
                wishlist.clear(
                        order.userId(), sold.stream().map(Order.Line::productId).toList());
            }
            return orders.get(order.orderId());
        });
    }

    void reject(UUID orderId, String reason) {
        transactions.run(() -> orders.reject(orderId, reason, clock.now()));
    }
}
