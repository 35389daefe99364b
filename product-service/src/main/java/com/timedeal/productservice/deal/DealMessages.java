package com.timedeal.productservice.deal;

import com.timedeal.servicedefaults.messaging.Inbox;
import com.timedeal.servicedefaults.messaging.MessageRoute;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Messages that move deals. None of them decides a sale: order-service looks at the window itself. */
@Component
class DealMessages {

    private static final Logger log = LoggerFactory.getLogger(DealMessages.class);

    static final String OPENING_DUE = "product.deal.opening-due";
    static final String CLOSING_DUE = "product.deal.closing-due";
    static final String LEVEL = "product.allotment.level";
    static final String SETTLED = "product.allotment.settled";

    private final Inbox inbox;
    private final Deals deals;
    private final SettleDeal settleDeal;
    private final TakeBackUnits takeBackUnits;

    DealMessages(Inbox inbox, Deals deals, SettleDeal settleDeal, TakeBackUnits takeBackUnits) {
        this.inbox = inbox;
        this.deals = deals;
        this.settleDeal = settleDeal;
        this.takeBackUnits = takeBackUnits;
    }

    @RabbitListener(queues = OPENING_DUE)
    void on(DealOpeningDue message) {
        inbox.once(OPENING_DUE, message.messageId(), () -> deals.open(message.dealId()));
    }

    @RabbitListener(queues = CLOSING_DUE)
    void on(DealClosingDue message) {
        inbox.once(CLOSING_DUE, message.messageId(), () -> {
            deals.open(message.dealId()); // should the opening message have been overtaken
            deals.close(message.dealId());
        });
    }

    @RabbitListener(queues = LEVEL)
    void on(AllotmentLevel message) {
        // No inbox: the version alone keeps old news from replacing newer.
        deals.level(message.allotmentId(), message.left(), message.version());
    }

    @RabbitListener(queues = SETTLED)
    void on(AllotmentSettled message) {
        inbox.once(
                SETTLED,
                message.messageId(),
                () -> deals.find(message.allotmentId())
                        .ifPresentOrElse(
                                deal -> settle(deal, message),
                                () -> log.warn("Allotment {} is of no deal of ours", message.allotmentId())));
    }

    private void settle(Deal deal, AllotmentSettled message) {
        if (message.cancelled()) {
            takeBackUnits.takeBack(deal);
        } else {
            settleDeal.settle(deal, message.sold(), message.held(), message.unsold());
        }
    }

    record DealOpeningDue(UUID messageId, UUID dealId) {}

    record DealClosingDue(UUID messageId, UUID dealId) {}

    record AllotmentLevel(UUID messageId, UUID allotmentId, long left, long version) {}

    /** @param cancelled the allotment was called off before it opened, and all units are unsold */
    record AllotmentSettled(UUID messageId, UUID allotmentId, boolean cancelled, long sold, long held, long unsold) {}

    @Configuration(proxyBeanMethods = false)
    static class Routes {

        @Bean
        MessageRoute dealScheduled() {
            return MessageRoute.of("deal.scheduled", "schedule", "order");
        }

        @Bean
        MessageRoute dealCancelled() {
            return MessageRoute.of("deal.cancelled", "schedule", "order");
        }

        @Bean
        MessageRoute dealOpeningDue() {
            return MessageRoute.of("deal.opening-due", "product");
        }

        @Bean
        MessageRoute dealClosingDue() {
            return MessageRoute.of("deal.closing-due", "product");
        }

        @Bean
        MessageRoute allotmentLevel() {
            return MessageRoute.of("allotment.level", "product");
        }

        @Bean
        MessageRoute allotmentSettled() {
            return MessageRoute.of("allotment.settled", "product");
        }
    }
}
