package com.timedeal.concurrencylab.sale;

/** What wanting units comes to. */
public sealed interface Bought {

    /** Also for a winner who asks again. */
    record Placed(LabOrder order) implements Bought {}

    record SoldOut() implements Bought {}

    record LimitReached() implements Bought {}

    record NotOnSale() implements Bought {}

    /** The key stands for another request. */
    record KeyReused() implements Bought {}

    record NoSuchSale() implements Bought {}

    /** Not done, and will not be done. */
    record Busy() implements Bought {}
}
