package com.timedeal.orderservice.payment;

import org.springframework.context.ApplicationContext;

/** Lets tests of other features hear from the provider at the moment that they mean. */
public final class PaymentsOf {

    private PaymentsOf() {}

    /** About payments whose time to ask has come. */
    public static void askTheProvider(ApplicationContext context) {
        context.getBean(SweepPayments.class).askAboutStarted();
    }
}
