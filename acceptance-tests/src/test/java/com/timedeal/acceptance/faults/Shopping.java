package com.timedeal.acceptance.faults;

/** A way to shop, which many people follow at once. */
@FunctionalInterface
interface Shopping {

    /** One errand, from the first question to the last answer that the shopper waits for. */
    void once(Shopper shopper) throws InterruptedException;
}
