package com.timedeal.productservice.stock;

import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.idempotency.RequestHash;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adds units that came in to the shelf, once per idempotency key. */
@Component
public class Restock {

    private final JdbcClient jdbc;
    private final Stock stock;
    private final Transactions transactions;

    Restock(JdbcClient jdbc, Stock stock, Transactions transactions) {
        this.jdbc = jdbc;
        this.stock = stock;
        this.transactions = transactions;
    }

    /**
     * @param units positive
     * @return the stored restock when the key was used before
     */
    public Restocked restock(UUID sellerId, UUID productId, IdempotencyKey key, long units) {
        var hash = RequestHash.of(units);
        try {
            return transactions.call(() ->
                    replay(sellerId, productId, key, hash).orElseGet(() -> add(sellerId, productId, key, hash, units)));
        } catch (DuplicateKeyException e) {
            // The same key in parallel: the other one has committed, so its answer is there now.
            return replay(sellerId, productId, key, hash).orElseThrow(() -> e);
        }
    }

    private Optional<Restocked> replay(UUID sellerId, UUID productId, IdempotencyKey key, byte[] hash) {
        return jdbc.sql("""
                        select restock_id, product_id, quantity, request_hash
                        from restock
                        where seller_id = ? and product_id = ? and idempotency_key = ?
                        """)
                .params(sellerId, productId, key.value())
                .query((row, n) -> {
                    if (!Arrays.equals(row.getBytes("request_hash"), hash)) {
                        throw IdempotencyKey.reusedWithAnotherBody();
                    }
                    return new Restocked(
                            row.getObject("restock_id", UUID.class),
                            row.getObject("product_id", UUID.class),
                            row.getLong("quantity"));
                })
                .optional();
    }

    private Restocked add(UUID sellerId, UUID productId, IdempotencyKey key, byte[] hash, long units) {
        var restockId = TimeOrderedIds.next();
        jdbc.sql("""
                        insert into restock
                            (restock_id, product_id, seller_id, quantity, idempotency_key, request_hash)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(restockId, productId, sellerId, units, key.value(), hash)
                .update();
        stock.put(productId, units, StockMovement.RESTOCKED, restockId);
        return new Restocked(restockId, productId, units);
    }

    /** @param quantity units that were added */
    public record Restocked(UUID restockId, UUID productId, long quantity) {}
}
