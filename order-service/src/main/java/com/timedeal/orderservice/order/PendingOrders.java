package com.timedeal.orderservice.order;

import com.timedeal.orderservice.coupon.Redemption;
import com.timedeal.orderservice.stock.StockReservation;
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
    private final AcceptOrder acceptOrder;
    private final GiveUpOrder giveUpOrder;
    private final Transactions transactions;
    private final DatabaseClock clock;

    PendingOrders(
            Orders orders,
            AcceptOrder acceptOrder,
            GiveUpOrder giveUpOrder,
            Transactions transactions,
            DatabaseClock clock) {
        this.orders = orders;
        this.acceptOrder = acceptOrder;
        this.giveUpOrder = giveUpOrder;
        this.transactions = transactions;
        this.clock = clock;
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
                    request.couponId(),
                    null,
                    clock.now(),
                    new Order.RequestFingerprint(request.hash()));
            orders.insertAll(List.of(new Orders.NewOrder(
                    order, Orders.NO_DEAL, key, request.address().stored())));
            return order;
        });
    }

    /** Changes nothing when the order is no longer PENDING; rejects it when its coupon fails. */
    AcceptOrder.Acceptance accept(Order order, List<StockReservation.Item> items) {
        return transactions.call(() -> {
            var now = clock.now();
            var acceptance = acceptOrder.accept(order, items, now);
            if (acceptance instanceof AcceptOrder.Acceptance.CouponFailed(Redemption.Refused why)) {
                giveUpOrder.giveUp(order.orderId(), why.code(), now);
            }
            return acceptance;
        });
    }

    void reject(UUID orderId, String reason) {
        transactions.run(() -> orders.reject(orderId, reason, clock.now()));
    }
}
