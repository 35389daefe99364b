package com.timedeal.orderservice.order;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.messaging.MessageRoute;
import com.timedeal.servicedefaults.messaging.Outbox;
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
        int givenUp;
        do {
            givenUp = transactions.call(this::giveUpSome);
            if (givenUp > 0) {
                log.warn("Gave up {} orders that stayed PENDING", givenUp);
            }
        } while (givenUp == AT_MOST);
    }

    private int giveUpSome() {
        var stale = orders.lockStale(settings.pendingAfter().toSeconds(), AT_MOST);
        var now = clock.now();
        for (var orderId : stale) {
            if (orders.reject(orderId, "GIVEN_UP", now)) {
                outbox.append("stock.release-requested", now, new StockReleaseRequested(orderId));
            }
        }
        return stale.size();
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
