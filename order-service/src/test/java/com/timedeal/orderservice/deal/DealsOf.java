package com.timedeal.orderservice.deal;

import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** Lets tests of other features do to a deal what is nobody else's business at run time. */
public final class DealsOf {

    private DealsOf() {}

    /** Settles a deal whose time is over. */
    public static void settle(ApplicationContext context, UUID deal) {
        context.getBean(EndAllotment.class).settleIfOver(deal);
    }
}
