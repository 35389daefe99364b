package com.timedeal.scheduleservice.deal;

import com.timedeal.servicedefaults.messaging.MessageRoute;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The messages about deals that this service receives and sends. */
@Configuration(proxyBeanMethods = false)
class DealMessages {

    static final String SCHEDULED = "schedule.deal.scheduled";
    static final String CANCELLED = "schedule.deal.cancelled";
    static final String OPENING_DUE = "deal.opening-due";
    static final String CLOSING_DUE = "deal.closing-due";

    @Bean
    MessageRoute dealScheduled() {
        return MessageRoute.of("deal.scheduled", "schedule");
    }

    @Bean
    MessageRoute dealCancelled() {
        return MessageRoute.of("deal.cancelled", "schedule");
    }

    @Bean
    MessageRoute dealOpeningDue() {
        return MessageRoute.of(OPENING_DUE, "product");
    }

    @Bean
    MessageRoute dealClosingDue() {
        return MessageRoute.of(CLOSING_DUE, "product", "order");
    }
}
