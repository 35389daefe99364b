package com.timedeal.orderservice.deal;

import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.servicedefaults.messaging.Inbox;
import com.timedeal.servicedefaults.messaging.MessageRoute;
import java.util.UUID;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What order-service is told about deals. */
@Component
class DealMessages {

    static final String SCHEDULED = "order.deal.scheduled";
    static final String CANCELLED = "order.deal.cancelled";
    static final String CLOSING_DUE = "order.deal.closing-due";

    private final Inbox inbox;
    private final Allotments allotments;
    private final EndAllotment endAllotment;

    DealMessages(Inbox inbox, Allotments allotments, EndAllotment endAllotment) {
        this.inbox = inbox;
        this.allotments = allotments;
        this.endAllotment = endAllotment;
    }

    @RabbitListener(queues = SCHEDULED)
    void on(LearnOfDeal.DealTerms message) {
        inbox.once(SCHEDULED, message.messageId(), () -> allotments.create(message.toAllotment()));
    }

    @RabbitListener(queues = CANCELLED)
    void on(DealCancelled message) {
        // No inbox: cancelling and settling look at the row, and a second time changes nothing.
        endAllotment.cancel(message.dealId());
    }

    @RabbitListener(queues = CLOSING_DUE)
    void on(DealClosingDue message) {
        endAllotment.settleIfOver(message.dealId());
    }

    record DealCancelled(UUID messageId, UUID dealId) {}

    record DealClosingDue(UUID messageId, UUID dealId) {}

    @Configuration(proxyBeanMethods = false)
    static class Routes {

        @Bean
        MessageRoute dealScheduled() {
            return MessageRoute.of("deal.scheduled", "order");
        }

        @Bean
        MessageRoute dealCancelled() {
            return MessageRoute.of("deal.cancelled", "order");
        }

        @Bean
        MessageRoute dealClosingDue() {
            return MessageRoute.of("deal.closing-due", "order");
        }

        @Bean
        MessageRoute allotmentSettled() {
            return MessageRoute.of("allotment.settled", "product");
        }

        @Bean
        MessageRoute allotmentLevel() {
            return MessageRoute.of("allotment.level", "product");
        }
    }
}
