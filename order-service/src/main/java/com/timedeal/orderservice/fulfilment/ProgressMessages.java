package com.timedeal.orderservice.fulfilment;

import com.timedeal.servicedefaults.messaging.MessageRoute;
import java.time.Instant;
import java.util.UUID;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Told when it is time to look which orders move on. */
@Component
class ProgressMessages {

    static final String PROGRESS_DUE = "order.order.progress-due";

    private final ProgressOrders progressOrders;

    ProgressMessages(ProgressOrders progressOrders) {
        this.progressOrders = progressOrders;
    }

    @RabbitListener(queues = PROGRESS_DUE)
    void on(OrderProgressDue message) {
        // No inbox: it looks at the rows, and a second time finds nothing.
        progressOrders.progress();
    }

    record OrderProgressDue(UUID messageId, Instant dueAt) {}

    @Configuration(proxyBeanMethods = false)
    static class Routes {
        @Bean
        MessageRoute orderProgressDue() {
            return MessageRoute.of("order.progress-due", "order");
        }
    }
}
