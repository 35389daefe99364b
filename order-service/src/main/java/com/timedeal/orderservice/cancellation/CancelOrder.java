package com.timedeal.orderservice.cancellation;

import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.order.Order;
import com.timedeal.orderservice.order.OrderRequests;
import com.timedeal.orderservice.order.OrderStatus;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.idempotency.RequestHash;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Cancels an order at its buyer's wish, before it is shipped: the order, its units and its refund in one transaction. It
 * never waits for the refund, nor for a payment that is being made: what that brings goes back.
 */
@Component
class CancelOrder {

    private final Orders orders;
    private final OrderRequests requests;
    private final Allotments allotments;
    private final EndOrders endOrders;
    private final Transactions transactions;

    CancelOrder(
            Orders orders,
            OrderRequests requests,
            Allotments allotments,
            EndOrders endOrders,
            Transactions transactions) {
        this.orders = orders;
        this.requests = requests;
        this.allotments = allotments;
        this.endOrders = endOrders;
        this.transactions = transactions;
    }

    /** @param reason null for none */
    CancelOrderResult cancel(UUID userId, UUID orderId, IdempotencyKey key, String reason) {
        var hash = RequestHash.of(reason);
        // Which deal it belongs to never changes, so that may be read before the lock; the allotment is locked first.
        return orders.of(userId, orderId)
                .map(seen -> transactions.call(() -> {
                    var allotment = seen.dealId() == null
                            ? null
                            : allotments.lockDeal(seen.dealId()).orElseThrow();
                    var order = orders.lock(userId, orderId).orElseThrow();
                    return cancel(order, allotment, key, hash, reason);
                }))
                .orElseGet(CancelOrderResult.NoSuchOrder::new);
    }

    private CancelOrderResult cancel(Order order, Allotment allotment, IdempotencyKey key, byte[] hash, String reason) {
        if (requests.isDone(order.userId(), order.orderId(), key, OrderRequests.Kind.CANCEL, hash)) {
            return new CancelOrderResult.Cancelled(order);
        }
        if (!order.status().mayBecome(OrderStatus.CANCELLED)) {
            return new CancelOrderResult.NotCancellable(order.status());
        }
        var now = endOrders.cancel(order, allotment, reason);
        requests.note(order.userId(), order.orderId(), key, OrderRequests.Kind.CANCEL, hash, now);
        return new CancelOrderResult.Cancelled(orders.get(order.orderId()));
    }
}
