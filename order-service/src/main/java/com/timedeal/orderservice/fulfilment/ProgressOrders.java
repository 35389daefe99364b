package com.timedeal.orderservice.fulfilment;

import com.timedeal.orderservice.order.Order;
import com.timedeal.orderservice.order.OrderStatus;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.sweeping.Sweep;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Plays the warehouse and the carrier: moves on what has rested in its state for long enough. One step per order and call;
 * handling a message twice, or two at once, moves nothing twice, since each step names the state it leaves.
 */
@Component
class ProgressOrders {

    private static final Logger log = LoggerFactory.getLogger(ProgressOrders.class);

    /** Orders in one transaction, and how many of those one message may cause: it must be handled in seconds. */
    private static final int TOGETHER = 100;

    private static final int BATCHES = 100;

    private final Orders orders;
    private final CompleteReturn completeReturn;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final FulfilmentSettings settings;

    ProgressOrders(
            Orders orders,
            CompleteReturn completeReturn,
            Transactions transactions,
            DatabaseClock clock,
            FulfilmentSettings settings) {
        this.orders = orders;
        this.completeReturn = completeReturn;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
    }

    void progress() {
        // From the end of the line, so that no order takes two steps at once.
        var returned = inBatches(
                OrderStatus.RETURN_REQUESTED, settings.returnAfter(), ids -> Sweep.each(ids, completeReturn::complete));
        var delivered = inBatches(
                OrderStatus.SHIPPED,
                settings.deliverAfter(),
                ids -> moveOn(ids, OrderStatus.SHIPPED, OrderStatus.DELIVERED));
        var shipped = inBatches(
                OrderStatus.PAID, settings.shipAfter(), ids -> moveOn(ids, OrderStatus.PAID, OrderStatus.SHIPPED));
        if (shipped + delivered + returned > 0) {
            log.info("Shipped {} orders, delivered {}, took back {}", shipped, delivered, returned);
        }
    }

    /** @return how many were found */
    private int inBatches(OrderStatus status, Duration atLeast, Consumer<List<UUID>> move) {
        var count = 0;
        List<UUID> before = List.of();
        for (var batch = 0; batch < BATCHES; batch++) {
            var found = orders.restingIn(status, atLeast, TOGETHER).stream()
                    .map(Orders.Found::orderId)
                    .toList();
            // The same again: they cannot be moved, and are left for the next message.
            if (found.isEmpty() || found.equals(before)) {
                break;
            }
            move.accept(found);
            count += found.size();
            before = found;
        }
        return count;
    }

    private void moveOn(List<UUID> orderIds, OrderStatus from, OrderStatus to) {
        transactions.run(() -> {
            // Cancelled, or moved by another instance, since they were found.
            var still = orders.lockAll(orderIds).stream()
                    .filter(order -> order.status() == from)
                    .map(Order::orderId)
                    .toList();
            if (!still.isEmpty()) {
                orders.move(still, from, to, null, clock.now());
            }
        });
    }
}
