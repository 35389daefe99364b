package com.timedeal.orderservice.fulfilment;

import com.timedeal.orderservice.order.Order;
import com.timedeal.orderservice.order.OrderRequests;
import com.timedeal.orderservice.order.OrderStatus;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.idempotency.RequestHash;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Notes a buyer's wish to send back what was delivered not too long ago. Money and units move when the goods are here. */
@Component
class RequestReturn {

    private final Orders orders;
    private final OrderRequests requests;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final FulfilmentSettings settings;

    RequestReturn(
            Orders orders,
            OrderRequests requests,
            Transactions transactions,
            DatabaseClock clock,
            FulfilmentSettings settings) {
        this.orders = orders;
        this.requests = requests;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
    }

    RequestReturnResult request(UUID userId, UUID orderId, IdempotencyKey key, String reason) {
        var hash = RequestHash.of(reason);
        return transactions.call(() -> orders.lock(userId, orderId)
                .map(order -> request(order, key, hash, reason))
                .orElseGet(RequestReturnResult.NoSuchOrder::new));
    }

    private RequestReturnResult request(Order order, IdempotencyKey key, byte[] hash, String reason) {
        if (requests.isDone(order.userId(), order.orderId(), key, OrderRequests.Kind.RETURN, hash)) {
            return new RequestReturnResult.Requested(order);
        }
        if (!order.status().mayBecome(OrderStatus.RETURN_REQUESTED)) {
            return new RequestReturnResult.NotReturnable(order.status());
        }
        var now = clock.now();
        var end = orders.enteredAt(order.orderId()).plus(settings.returnWindow());
        if (!now.isBefore(end)) {
            return new RequestReturnResult.WindowOver(end);
        }
        orders.move(List.of(order.orderId()), order.status(), OrderStatus.RETURN_REQUESTED, reason, now);
        requests.note(order.userId(), order.orderId(), key, OrderRequests.Kind.RETURN, hash, now);
        return new RequestReturnResult.Requested(orders.get(order.orderId()));
    }
}
