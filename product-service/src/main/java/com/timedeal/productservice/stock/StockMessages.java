package com.timedeal.productservice.stock;

import com.timedeal.servicedefaults.messaging.Inbox;
import com.timedeal.servicedefaults.messaging.MessageRoute;
import java.util.UUID;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Units that come back to regular stock by message. */
@Component
class StockMessages {

    static final String RELEASE_REQUESTED = "product.stock.release-requested";

    private final Inbox inbox;
    private final ReleaseStock releaseStock;
    private final ReturnDealUnits returnDealUnits;

    StockMessages(Inbox inbox, ReleaseStock releaseStock, ReturnDealUnits returnDealUnits) {
        this.inbox = inbox;
        this.releaseStock = releaseStock;
        this.returnDealUnits = returnDealUnits;
    }

    @RabbitListener(queues = RELEASE_REQUESTED)
    void on(StockReleaseRequested message) {
        inbox.once(RELEASE_REQUESTED, message.messageId(), () -> {
            if (message.dealId() == null) {
                releaseStock.release(message.orderId());
            } else {
                returnDealUnits.putBack(
                        message.orderId(), message.dealId(), message.productId(), message.units(), message.cause());
            }
        });
    }

    /** Of an order's reservation, or of units of a deal: only then is there more than the order. */
    record StockReleaseRequested(UUID messageId, UUID orderId, UUID dealId, UUID productId, Long units, String cause) {}

    @Configuration(proxyBeanMethods = false)
    static class Routes {
        @Bean
        MessageRoute stockReleaseRequested() {
            return MessageRoute.of("stock.release-requested", "product");
        }
    }
}
