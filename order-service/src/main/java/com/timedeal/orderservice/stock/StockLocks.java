package com.timedeal.orderservice.stock;

import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Keeps orders for the same products from crowding product-service's rows. For efficiency only: the work runs whether or
 * not the locks were had, and its guard is in the database.
 */
interface StockLocks {

    /** @param productIds ascending, the one order in which everybody takes locks */
    <T> T around(SortedSet<UUID> productIds, Supplier<T> work);

    /** No locks at all. */
    class None implements StockLocks {
        @Override
        public <T> T around(SortedSet<UUID> productIds, Supplier<T> work) {
            return work.get();
        }
    }
}
