package com.timedeal.concurrencylab.buying;

import com.timedeal.concurrencylab.sale.Bought;
import com.timedeal.concurrencylab.sale.Intent;
import java.util.UUID;

/**
 * A way to buy. Whatever runs at the same time: never more units than there are, never more than a person may have, and one
 * key is one order. Thread-safe.
 */
public interface Buying {

    Bought buy(Intent intent);

    /** Told of a new sale before anybody wants units of it. */
    default void announce(UUID saleId, long units, int perUserLimit) {}

    /** Orders that were promised and are not in MariaDB yet. */
    default long waiting() {
        return 0;
    }
}
