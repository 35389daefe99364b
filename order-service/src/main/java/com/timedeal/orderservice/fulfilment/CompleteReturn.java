package com.timedeal.orderservice.fulfilment;

import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.cancellation.EndOrders;
import com.timedeal.orderservice.order.OrderStatus;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.servicedefaults.database.Transactions;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Takes goods back that were sent back: the units go to stock and the money to the buyer, in one transaction. */
@Component
class CompleteReturn {

    private final Orders orders;
    private final Allotments allotments;
    private final EndOrders endOrders;
    private final Transactions transactions;

    CompleteReturn(Orders orders, Allotments allotments, EndOrders endOrders, Transactions transactions) {
        this.orders = orders;
        this.allotments = allotments;
        this.endOrders = endOrders;
        this.transactions = transactions;
    }

    /** Changes nothing for an order whose return was not asked for, or is complete. */
    void complete(UUID orderId) {
        var dealId = orders.get(orderId).dealId(); // never changes, so it may be read before the lock
        transactions.run(() -> {
            var allotment = dealId == null ? null : allotments.lockDeal(dealId).orElseThrow();
            orders.lock(orderId)
                    .filter(order -> order.status() == OrderStatus.RETURN_REQUESTED)
                    .ifPresent(order -> endOrders.takeBack(order, allotment));
        });
    }
}
