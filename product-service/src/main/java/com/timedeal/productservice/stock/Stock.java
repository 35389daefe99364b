package com.timedeal.productservice.stock;

import com.timedeal.productservice.cache.ShownChanges;
import com.timedeal.productservice.cache.Stamp;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The shelf. Every change is one guarded statement plus its line in the ledger, inside the caller's transaction.
 *
 * <p>Calling twice for the same cause fails with a duplicate key: the ledger does not let a cause move stock again.
 */
@Component
public class Stock {

    private final JdbcClient jdbc;
    private final ShownChanges changes;

    Stock(JdbcClient jdbc, ShownChanges changes) {
        this.jdbc = jdbc;
        this.changes = changes;
    }

    /** @return units that may be ordered; 0 for an unknown product */
    public long available(UUID productId) {
        return jdbc.sql("select available from stock where product_id = ?")
                .param(productId)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** @return units by product; unknown products are left out */
    public Map<UUID, Long> available(Collection<UUID> productIds) {
        if (productIds.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select product_id, available from stock where product_id in (:ids)")
                .param("ids", productIds)
                .query(Level.class)
                .list()
                .stream()
                .collect(Collectors.toMap(Level::productId, Level::available));
    }

    /** Puts a new product on the shelf. */
    public void open(UUID productId, long units) {
        jdbc.sql("insert into stock (product_id, available) values (?, 0)")
                .param(productId)
                .update();
        if (units > 0) {
            put(productId, units, StockMovement.OPENED, productId);
        }
    }

    /** Takes the units of a new deal off the shelf. @return whether there were enough */
    public boolean setAside(UUID productId, long units, UUID dealId) {
        return take(productId, units, StockMovement.SET_ASIDE, dealId);
    }

    /** Takes further units for a deal off the shelf. @return whether there were enough */
    public boolean setMoreAside(UUID productId, long units, UUID changeId) {
        return take(productId, units, StockMovement.DEAL_GROWN, changeId);
    }

    /** Puts those units back, since the deal did not get them. */
    public void undoSetMoreAside(UUID productId, long units, UUID changeId) {
        put(productId, units, StockMovement.DEAL_GROWTH_UNDONE, changeId);
    }

    /** Puts units back that a deal was relieved of before it opened. */
    public void returnDropped(UUID productId, long units, UUID changeId) {
        put(productId, units, StockMovement.DEAL_SHRUNK, changeId);
    }

    /** Puts the units of a deal back that never opened. */
    public void cancelDeal(UUID productId, long units, UUID dealId) {
        put(productId, units, StockMovement.DEAL_CANCELLED, dealId);
    }

    /** Puts back what a settled deal has not sold. */
    public void returnUnsold(UUID productId, long units, UUID dealId) {
        put(productId, units, StockMovement.DEAL_UNSOLD, dealId);
    }

    void put(UUID productId, long units, StockMovement why, UUID reference) {
        // The ledger first: for a cause that was served before it fails, and nothing has moved.
        record(productId, units, why, reference);
        increase(productId, units);
    }

    private boolean take(UUID productId, long units, StockMovement why, UUID reference) {
        var taken = decrease(productId, units);
        if (taken) {
            record(productId, -units, why, reference);
        }
        return taken;
    }

    /** Without the ledger. @return false, with nothing changed, when there are fewer units or no such product */
    boolean decrease(UUID productId, long units) {
        return jdbc.sql("""
                                update stock set available = available - :units
                                where product_id = :product and available >= :units
                                """).param("units", units).param("product", productId).update() == 1;
    }

    /** Without the ledger. */
    void increase(UUID productId, long units) {
        var updated = jdbc.sql("update stock set available = available + ? where product_id = ?")
                .params(units, productId)
                .update();
        if (updated != 1) {
            throw new IllegalStateException("No shelf for product " + productId);
        }
    }

    /** Adds a line to the ledger, without which no stock moves: so here it is noted as a change. @param quantity signed */
    void record(UUID productId, long quantity, StockMovement why, UUID reference) {
        jdbc.sql("insert into stock_movement (product_id, kind, reference, quantity) values (?, ?, ?, ?)")
                .params(productId, why.name(), reference, quantity)
                .update();
        changes.changed(Stamp.ofProduct(productId));
    }

    record Level(UUID productId, long available) {}
}
