package com.timedeal.productservice.quantity;

/** What became of a seller's wish to change the quantity of a deal. */
sealed interface ChangeResult {

    /** Also when the deal had as many units before. */
    record Changed() implements ChangeResult {}

    /** @param perUserLimit what one person may take: a deal has at least as many units */
    record BelowLimit(int perUserLimit) implements ChangeResult {}

    record AlreadyOpen() implements ChangeResult {}

    record Cancelled() implements ChangeResult {}

    /** @param available units on the shelf, of which the deal would need more */
    record InsufficientStock(long available) implements ChangeResult {}

    /** @param toUnits what an earlier wish, which is not decided yet, is for */
    record OtherUnderWay(long toUnits) implements ChangeResult {}

    /** No answer from order-service; the sweeper will find out, and so will asking again. */
    record NotKnownYet() implements ChangeResult {}
}
