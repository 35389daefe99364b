package com.timedeal.orderservice.order;

import com.timedeal.servicedefaults.messaging.MessageRoute;
import com.timedeal.servicedefaults.messaging.Outbox;
import java.time.Instant;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Rejects a PENDING order and has its stock released, whether or not it was ever reserved: product-service remembers a
 * release that comes first. Inside the caller's transaction.
 */
@Component
class GiveUpOrder {

    private final Orders orders;
    private final Outbox outbox;

    GiveUpOrder(Orders orders, Outbox outbox) {
        this.orders = orders;
        this.outbox = outbox;
    }

    /** @return false when it is no longer PENDING; then nothing was written */
    boolean giveUp(UUID orderId, String reason, Instant now) {
        // Names the state it leaves: of several instances, and of a driver that is late, one wins.
        var rejected = orders.reject(orderId, reason, now);
        if (rejected) {
            outbox.append("stock.release-requested", now, new StockReleaseRequested(orderId));
        }
        return rejected;
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
