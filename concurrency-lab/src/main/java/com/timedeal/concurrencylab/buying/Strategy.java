package com.timedeal.concurrencylab.buying;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The rungs of the ladder; by its name in lower case each is part of an address. */
public enum Strategy {
    /** Parses, validates, checks the token and answers the same JSON, without a database: what the web stack costs. */
    NO_OP,
    /** The row is locked for each order: {@code select … for update}, then write. */
    ROW_LOCK,
    /** The row is read without a lock and changed if its version is still the same, else all over again. */
    OPTIMISTIC,
    /** A lock in Redis around the transaction; the guarded update still decides. */
    REDISSON_LOCK,
    /** A script in Redis decides and answers; the rows follow. */
    REDIS_COUNTER,
    /** All that wait are decided and written in one transaction. */
    GROUP_COMMIT;

    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Strategy> of(String title) {
        return Stream.of(values())
                .filter(strategy -> strategy.title().equals(title))
                .findFirst();
    }
}
