package com.timedeal.productservice.stock;

import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts back what an order holds, once. An order that is not known yet is remembered as released, so that a reserve which
 * was overtaken on the way is refused instead of stranding its units.
 */
@Component
class ReleaseStock {

    private final JdbcClient jdbc;
    private final Stock stock;

    ReleaseStock(JdbcClient jdbc, Stock stock) {
        this.jdbc = jdbc;
        this.stock = stock;
    }

    /** Inside the caller's transaction; calling again changes nothing. */
    void release(UUID orderId) {
        try {
            jdbc.sql("insert into stock_reservation (order_id, state, released_at) values (?, 'RELEASED', sysdate(6))")
                    .param(orderId)
                    .update();
            return;
        } catch (DuplicateKeyException e) {
            // Known: fall through to what it holds.
        }
        var wasReserved = jdbc.sql("""
                                update stock_reservation
                                set state = 'RELEASED', released_at = sysdate(6)
                                where order_id = ? and state = 'RESERVED'
                                """).param(orderId).update() == 1;
        if (wasReserved) {
            jdbc.sql("select product_id, quantity from stock_reservation_line where order_id = ? order by product_id")
                    .param(orderId)
                    .query(Line.class)
                    .list()
                    .forEach(line -> stock.put(line.productId(), line.quantity(), StockMovement.RELEASED, orderId));
        }
    }

    record Line(UUID productId, long quantity) {}
}
