package com.timedeal.productservice.deal;

import com.timedeal.productservice.allotment.Settlement;
import com.timedeal.servicedefaults.database.Transactions;
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
    private final MoveDealWhenDue moveDealWhenDue;
    private final Transactions transactions;

    DealMessages(
            Inbox inbox,
            Deals deals,
            SettleDeal settleDeal,
            MoveDealWhenDue moveDealWhenDue,
            Transactions transactions) {
        this.inbox = inbox;
        this.deals = deals;
        this.settleDeal = settleDeal;
        this.moveDealWhenDue = moveDealWhenDue;
        this.transactions = transactions;
    }

    @RabbitListener(queues = OPENING_DUE)
    void on(DealOpeningDue message) {
        // No inbox for these two: a move names the state it leaves, so a second message changes nothing.
        moveDealWhenDue.open(message.dealId());
    }

    @RabbitListener(queues = CLOSING_DUE)
    void on(DealClosingDue message) {
        moveDealWhenDue.close(message.dealId());
    }

    @RabbitListener(queues = LEVEL)
    void on(AllotmentLevel message) {
        // No inbox either: the version alone keeps old news from replacing newer.
        transactions.run(() -> deals.level(message.allotmentId(), message.left(), message.version()));
    }

    @RabbitListener(queues = SETTLED)
    void on(AllotmentSettled message) {
        inbox.once(
                SETTLED,
                message.messageId(),
                () -> deals.find(message.allotmentId())
                        .ifPresentOrElse(
                                deal -> settleDeal.settle(deal, message.settlement()),
                                () -> log.warn("Allotment {} is of no deal of ours", message.allotmentId())));
    }

    record DealOpeningDue(UUID messageId, UUID dealId) {}

    record DealClosingDue(UUID messageId, UUID dealId) {}

    record AllotmentLevel(UUID messageId, UUID allotmentId, long left, long version) {}

    /** @param cancelled the allotment was called off before it opened, and all units are unsold */
    record AllotmentSettled(UUID messageId, UUID allotmentId, boolean cancelled, long sold, long held, long unsold) {

        Settlement settlement() {
            return new Settlement(cancelled, sold, held, unsold);
        }
    }

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
