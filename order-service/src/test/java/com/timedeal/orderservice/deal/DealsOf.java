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

    public static void settleOverdue(ApplicationContext context) {
        context.getBean(SweepAllotments.class).settleOverdue();
    }

    public static void announceLevels(ApplicationContext context) {
        context.getBean(SweepAllotments.class).announceLevels();
    }

    public static boolean cancel(ApplicationContext context, UUID deal) {
        return context.getBean(EndAllotment.class).cancel(deal);
    }

    public static boolean closeEarly(ApplicationContext context, UUID deal) {
        return context.getBean(EndAllotment.class).closeEarly(deal);
    }
}
