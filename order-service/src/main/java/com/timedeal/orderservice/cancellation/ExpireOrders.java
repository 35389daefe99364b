package com.timedeal.orderservice.cancellation;

import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.order.Order;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.sweeping.Sweep;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends orders whose time for payment is over, and gives their units back. Several instances may sweep at once: who comes
 * second finds the order ended.
 */
@Component
class ExpireOrders {

    /** Orders in one look, and in one transaction: few enough not to hold the hot row of a sale for long. */
    private static final int AT_MOST = 500;

    private static final int TOGETHER = 50;

    private final Orders orders;
    private final Allotments allotments;
    private final EndOrders endOrders;
    private final Transactions transactions;
    private final Timer lateness;

    ExpireOrders(
            Orders orders,
            Allotments allotments,
            EndOrders endOrders,
            Transactions transactions,
            MeterRegistry meters) {
        this.orders = orders;
        this.allotments = allotments;
        this.endOrders = endOrders;
        this.transactions = transactions;
        this.lateness = Timer.builder("timedeal.orders.expiry.lateness")
                .description("How long after its time an unpaid order was ended")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${timedeal.orders.sweep-interval}")
    void sweep() {
        Sweep.each(overdue(), this::expire);
    }

    Collection<Batch> overdue() {
        return batches(orders.overdue(AT_MOST));
    }

    /** Those that are still overdue: between a look and its locks an order may be paid or cancelled. */
    void expire(Batch batch) {
        var expired = transactions.call(() -> {
            var allotment = batch.dealId() == null ? null : lock(batch.dealId());
            return endOrders.expire(orders.lockAll(batch.orderIds()), allotment);
        });
        expired.forEach(order -> lateness.record(late(order)));
    }

    private Allotment lock(UUID dealId) {
        return allotments.lockDeal(dealId).orElseThrow();
    }

    private Duration late(Order order) {
        var enteredAt = orders.enteredAt(order.orderId());
        var late = Duration.between(order.paymentDueAt(), enteredAt);
        return late.isNegative() ? Duration.ZERO : late;
    }

    /** Those of one deal together, since each needs its row; wishlist orders one by one. */
    private static Collection<Batch> batches(List<Orders.Found> overdue) {
        var batches = new ArrayList<Batch>();
        var ofDeals = new TreeMap<UUID, List<UUID>>();
        for (var found : overdue) {
            if (found.dealId() == null) {
                batches.add(new Batch(null, List.of(found.orderId())));
            } else {
                ofDeals.computeIfAbsent(found.dealId(), deal -> new ArrayList<>())
                        .add(found.orderId());
            }
        }
        ofDeals.forEach((deal, ids) -> {
            for (var from = 0; from < ids.size(); from += TOGETHER) {
                batches.add(new Batch(deal, List.copyOf(ids.subList(from, Math.min(ids.size(), from + TOGETHER)))));
            }
        });
        return batches;
    }

    /** @param dealId null for a wishlist order */
    record Batch(UUID dealId, List<UUID> orderIds) {}
}
