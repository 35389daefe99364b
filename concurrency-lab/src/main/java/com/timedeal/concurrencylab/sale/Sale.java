package com.timedeal.concurrencylab.sale;

import java.time.Instant;
import java.util.UUID;

/**
 * A sale as read, together with the database's time.
 *
 * @param remaining units that may be bought
 * @param version counts changes of what remains
 */
public record Sale(
        UUID saleId,
        UUID productId,
        UUID sellerId,
        String productName,
        long unitPrice,
        long remaining,
        int perUserLimit,
        Instant opensAt,
        Instant closesAt,
        long version,
        Instant now) {

    /** @param bought units this person has already @return null when they may have them */
    public Bought refuse(int quantity, int bought) {
        if (now.isBefore(opensAt) || !now.isBefore(closesAt)) {
            return new Bought.NotOnSale();
        }
        if (bought + quantity > perUserLimit) {
            return new Bought.LimitReached();
        }
        return remaining < quantity ? new Bought.SoldOut() : null;
    }

    /** The same at another time. */
    public Sale at(Instant time) {
        return new Sale(
                saleId,
                productId,
                sellerId,
                productName,
                unitPrice,
                remaining,
                perUserLimit,
                opensAt,
                closesAt,
                version,
                time);
    }

    /** The same with fewer units left. */
    public Sale after(long taken) {
        return new Sale(
                saleId,
                productId,
                sellerId,
                productName,
                unitPrice,
                remaining - taken,
                perUserLimit,
                opensAt,
                closesAt,
                version,
                now);
    }
}
