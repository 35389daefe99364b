package com.timedeal.orderservice.order;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.messaging.MessageRoute;
import com.timedeal.servicedefaults.messaging.Outbox;
import com.timedeal.servicedefaults.sweeping.Sweep;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends orders that stayed PENDING, and has their stock released whether or not it was ever reserved: product-service
 * remembers a release that comes first. Several instances may sweep at once.
 */
@Component
class GiveUpStaleOrders {

    private static final Logger log = LoggerFactory.getLogger(GiveUpStaleOrders.class);

    private static final int AT_MOST = 100;

    private final Orders orders;
    private final Outbox outbox;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final OrderSettings settings;

    GiveUpStaleOrders(
            Orders orders, Outbox outbox, Transactions transactions, DatabaseClock clock, OrderSettings settings) {
        this.orders = orders;
        this.outbox = outbox;
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
            var now = clock.now();
            // Names the state it leaves: of several instances, and of a driver that is late, one wins.
            if (orders.reject(orderId, "GIVEN_UP", now)) {
                outbox.append("stock.release-requested", now, new StockReleaseRequested(orderId));
                log.warn("Gave up order {}, which stayed PENDING", orderId);
            }
        });
    }

    record StockReleaseRequested(UUID orderId) {}

    @Configuration(proxyBeanMethods = false)
    static class Routes {
        @Bean
        MessageRoute stockReleaseRequested() {
            return MessageRoute.of("stock.release-requested", "product");
        }
    }
}
