package com.timedeal.orderservice.fulfilment;

import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets tests of other features move an order on. */
public final class FulfilmentOf {

    private FulfilmentOf() {}

    /** @param order one that is paid for */
    public static void deliver(ApplicationContext context, UUID order) {
        progress(context, order);
        progress(context, order);
    }

    /** Makes the next step of an order due, and takes it. */
    public static void progress(ApplicationContext context, UUID order) {
        context.getBean(JdbcClient.class)
                .sql("update orders set entered_at = sysdate(6) - interval 2 day where order_id = ?")
                .param(order)
                .update();
        context.getBean(ProgressOrders.class).progress();
    }
}
