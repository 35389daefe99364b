package com.timedeal.productservice.stock;

import com.timedeal.servicedefaults.messaging.Inbox;
import com.timedeal.servicedefaults.messaging.MessageRoute;
import java.util.UUID;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Regular stock that comes back by message. */
@Component
class StockMessages {

    static final String RELEASE_REQUESTED = "product.stock.release-requested";

    private final Inbox inbox;
    private final ReleaseStock releaseStock;

    StockMessages(Inbox inbox, ReleaseStock releaseStock) {
        this.inbox = inbox;
        this.releaseStock = releaseStock;
    }

    @RabbitListener(queues = RELEASE_REQUESTED)
    void on(StockReleaseRequested message) {
        inbox.once(RELEASE_REQUESTED, message.messageId(), () -> releaseStock.release(message.orderId()));
    }

    record StockReleaseRequested(UUID messageId, UUID orderId) {}

    @Configuration(proxyBeanMethods = false)
    static class Routes {
        @Bean
        MessageRoute stockReleaseRequested() {
            return MessageRoute.of("stock.release-requested", "product");
        }
    }
}
