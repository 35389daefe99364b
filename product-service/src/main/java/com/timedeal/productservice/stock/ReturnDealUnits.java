package com.timedeal.productservice.stock;

import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts units of a deal on the shelf that come back with an order: unpaid or cancelled after the deal, or sent back. */
@Component
class ReturnDealUnits {

    private final JdbcClient jdbc;
    private final Stock stock;

    ReturnDealUnits(JdbcClient jdbc, Stock stock) {
        this.jdbc = jdbc;
        this.stock = stock;
    }

    /** Inside the caller's transaction; calling again for the same order changes nothing, whatever the cause then is. */
    void putBack(UUID orderId, UUID dealId, UUID productId, long units, String cause) {
        try {
            // The primary key decides which of several has the effect.
            jdbc.sql("insert into deal_return (order_id, deal_id, product_id, units, cause) values (?, ?, ?, ?, ?)")
                    .params(orderId, dealId, productId, units, cause)
                    .update();
        } catch (DuplicateKeyException e) {
            return;
        }
        stock.put(productId, units, StockMovement.DEAL_RETURNED, orderId);
    }
}
