package com.timedeal.orderservice.order;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.sweeping.Sweep;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends orders that stayed PENDING. Several instances may sweep at once. */
@Component
class GiveUpStaleOrders {

    private static final Logger log = LoggerFactory.getLogger(GiveUpStaleOrders.class);

    private static final int AT_MOST = 100;

    private final Orders orders;
    private final GiveUpOrder giveUpOrder;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final OrderSettings settings;

    GiveUpStaleOrders(
            Orders orders,
            GiveUpOrder giveUpOrder,
            Transactions transactions,
            DatabaseClock clock,
            OrderSettings settings) {
        this.orders = orders;
        this.giveUpOrder = giveUpOrder;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${timedeal.orders.sweep-interval}")
    void sweep() {
        Sweep.each(orders.stale(settings.pendingAfter(), AT_MOST), this::giveUp);
    }

    private void giveUp(UUID orderId) {
        transactions.run(() -> {
            if (giveUpOrder.giveUp(orderId, "GIVEN_UP", clock.now())) {
                log.warn("Gave up order {}, which stayed PENDING", orderId);
            }
        });
    }
}
