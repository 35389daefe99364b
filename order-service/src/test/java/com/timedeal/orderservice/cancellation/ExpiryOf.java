package com.timedeal.orderservice.cancellation;

import org.springframework.context.ApplicationContext;

/** Lets tests of other features end the orders whose time is over. */
public final class ExpiryOf {

    private ExpiryOf() {}

    public static void unpaidOrders(ApplicationContext context) {
        context.getBean(ExpireOrders.class).sweep();
    }
}
