package com.timedeal.orderservice.allotment;

import java.time.Instant;

/** What asking for units comes to. */
public sealed interface Claim {

    record Granted() implements Claim {}

    record NotOpen(Instant opensAt, Instant serverTime) implements Claim {}

    record Closed(Instant closesAt, Instant serverTime) implements Claim {}

    record Cancelled() implements Claim {}

    /** They let an order expire a moment ago. */
    record CoolingDown(Instant retryAt, Instant serverTime) implements Claim {}

    /** @param bought units this person has already */
    record LimitReached(int limit, int bought) implements Claim {}

    record SoldOut() implements Claim {}

    /** Some are left, but fewer than asked for. */
    record InsufficientStock(long left) implements Claim {}
}
