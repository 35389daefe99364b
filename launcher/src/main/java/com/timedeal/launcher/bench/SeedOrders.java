package com.timedeal.launcher.bench;

import java.util.List;
import java.util.UUID;

/** Fills the tables of order-service with orders of a sale that is over, by bulk statements: the work of years in a minute. */
final class SeedOrders {

    private static final String SALES = "timedeal_order";
    private static final String LAB = "timedeal_lab";
    private static final long CHUNK = 50_000;
    private static final List<String> TABLES = List.of(
            "issued_coupon", "coupon", "order_transition", "order_line", "orders", "allotment_buyer", "allotment");

    private final Books books;

    SeedOrders(Books books) {
        this.books = books;
    }

    /** Empties the tables of deals and orders, here and in the lab, if there are more than so many, so that audits stay short. */
    void noMoreThan(long orders) {
        for (var schema : List.of(SALES, LAB)) {
            if (books.hasTable(schema, "orders")
                    && books.number("select count(*) from " + schema + ".orders") > orders) {
                empty(schema);
            }
        }
    }

    /** Empties the tables of deals and orders and puts so many orders in, all invariants intact. */
    void exactly(long orders) {
        empty(SALES);
        seed(orders);
    }

    private void empty(String schema) {
        // The tables of one another's foreign keys, emptied all together.
        books.update("set foreign_key_checks = 0");
        for (var table : TABLES) {
            if (books.hasTable(schema, table)) {
                books.update("truncate table " + schema + "." + table);
            }
        }
        books.update("set foreign_key_checks = 1");
    }

    private void seed(long orders) {
        var sale = UUID.randomUUID();
        books.update("""
                insert into timedeal_order.allotment
                    (allotment_id, product_id, seller_id, product_name, unit_price, initial_units, remaining,
                     per_user_limit, opens_at, closes_at, status, announced)
                values (?, ?, ?, 'Sold long ago', 9900, ?, 0, 1, sysdate(6) - interval 30 day,
                        sysdate(6) + interval 30 day, 'ACTIVE', true)
                """, sale, UUID.randomUUID(), UUID.randomUUID(), orders);
        books.update("create or replace temporary table timedeal_order.seed"
                + " (n bigint primary key, order_id uuid not null, user_id uuid not null)");
        for (var from = 1L; from <= orders; from += CHUNK) {
            seed(sale, from, Math.min(orders, from + CHUNK - 1));
        }
        books.update("drop temporary table timedeal_order.seed");
    }

    private void seed(UUID sale, long from, long to) {
        books.update("truncate table timedeal_order.seed");
        // Ids in the order of time, as those that order-service makes.
        books.update("insert into timedeal_order.seed select seq,"
                + " concat(lpad(hex(1700000000000 + seq), 12, '0'), '7000', '8', substr(md5(rand()), 1, 15)), uuid()"
                + " from timedeal_order.seq_" + from + "_to_" + to);
        books.update("""
                insert into timedeal_order.orders
                    (order_id, user_id, target_id, idempotency_key, request_hash, status, entered_at, deal_id, units,
                     discount, total, placed_at, payment_due_at)
                select order_id, user_id, ?, 'seed', unhex(sha2('1', 256)), 'PAYMENT_DUE', sysdate(6), ?, 1, 0, 9900,
                    sysdate(6) - interval 1 day, sysdate(6) + interval 10 day
                from timedeal_order.seed
                """, sale, sale);
        books.update("""
                insert into timedeal_order.order_line (order_id, product_id, quantity, seller_id, name, unit_price)
                select order_id, ?, 1, ?, 'Sold long ago', 9900 from timedeal_order.seed
                """, sale, sale);
        books.update(
                "insert into timedeal_order.allotment_buyer (allotment_id, user_id, bought, per_user_limit)"
                        + " select ?, user_id, 1, 1 from timedeal_order.seed",
                sale);
    }
}
