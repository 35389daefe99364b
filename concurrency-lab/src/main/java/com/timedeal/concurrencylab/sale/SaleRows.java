package com.timedeal.concurrencylab.sale;

import com.timedeal.servicedefaults.database.DatabaseClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The statements that all ways to buy are made of. All but reads run inside the caller's transaction. */
@Component
public class SaleRows {

    private static final String READ = "select a.*, sysdate(6) as read_at from allotment a where allotment_id = ?";

    private final JdbcClient jdbc;
    private final JdbcTemplate bulk;

    SaleRows(JdbcClient jdbc, JdbcTemplate bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    public Optional<Sale> read(UUID saleId) {
        return jdbc.sql(READ).param(saleId).query(SaleRows::sale).optional();
    }

    /** Locks the row until the end of the transaction; the time is read after the wait for it. */
    public Optional<Sale> lock(UUID saleId) {
        return jdbc.sql(READ + " for update")
                .param(saleId)
                .query(SaleRows::sale)
                .optional();
    }

    /** @return empty for somebody who has never bought here, and therefore has no key here either */
    public Optional<Integer> bought(UUID saleId, UUID userId) {
        return jdbc.sql("select bought from allotment_buyer where allotment_id = ? and user_id = ?")
                .params(saleId, userId)
                .query(Integer.class)
                .optional();
    }

    public Map<UUID, Integer> boughtBy(UUID saleId, Collection<UUID> userIds) {
        return jdbc
                .sql("select user_id, bought from allotment_buyer where allotment_id = :id and user_id in (:users)")
                .param("id", saleId)
                .param("users", userIds)
                .query((row, n) -> Map.entry(row.getObject("user_id", UUID.class), row.getInt("bought")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public Optional<LabOrder> byKey(Intent intent) {
        return jdbc.sql("""
                        select o.*, l.product_id, l.seller_id, l.name, l.unit_price
                        from orders o join order_line l on l.order_id = o.order_id
                        where user_id = ? and target_id = ? and idempotency_key = ?
                        """)
                .params(intent.userId(), intent.saleId(), intent.key().value())
                .query(SaleRows::order)
                .optional();
    }

    public Set<UUID> written(Collection<UUID> orderIds) {
        return jdbc.sql("select order_id from orders where order_id in (:ids)")
                .param("ids", orderIds)
                .query(UUID.class)
                .set();
    }

    /** The guarded update. @return false when there are not as many left */
    public boolean take(UUID saleId, long units) {
        return jdbc.sql("""
                        update allotment set remaining = remaining - ?, version = version + 1, announced = false
                        where allotment_id = ? and status = 'ACTIVE' and remaining >= ?
                        """).params(units, saleId, units).update() == 1;
    }

    /** @return false when somebody else has changed the row since it was read */
    public boolean takeIfUnchanged(Sale read, long units) {
        return jdbc.sql("""
                        update allotment set remaining = ?, version = version + 1, announced = false
                        where allotment_id = ? and status = 'ACTIVE' and version = ?
                        """)
                        .params(read.remaining() - units, read.saleId(), read.version())
                        .update()
                == 1;
    }

    /** The buyer's count, the order and its line. */
    public void write(LabOrder order, int perUserLimit) {
        jdbc.sql("""
                        insert into allotment_buyer (allotment_id, user_id, bought, per_user_limit)
                        values (?, ?, ?, ?)
                        on duplicate key update bought = bought + values(bought)
                        """)
                .params(order.saleId(), order.userId(), order.quantity(), perUserLimit)
                .update();
        writeOrders(List.of(order));
    }

    /**
     * The same for many orders of one sale: rows in bulk, one statement a table.
     *
     * @param known those of the buyers who have bought here before; the row of the sale must have been locked since
     */
    public void writeAll(List<LabOrder> orders, Set<UUID> known, int perUserLimit) {
        var saleId = orders.getFirst().saleId();
        var byPerson = orders.stream()
                .collect(Collectors.groupingBy(
                        LabOrder::userId, TreeMap::new, Collectors.summingInt(LabOrder::quantity)))
                .entrySet()
                .stream()
                .collect(Collectors.partitioningBy(entry -> known.contains(entry.getKey())));
        bulkUpdate(
                "insert into allotment_buyer (bought, allotment_id, user_id, per_user_limit) values (?, ?, ?, ?)",
                byPerson.get(false).stream()
                        .map(entry -> new Object[] {entry.getValue(), saleId, entry.getKey(), perUserLimit})
                        .toList());
        bulkUpdate(
                "update allotment_buyer set bought = bought + ? where allotment_id = ? and user_id = ?",
                byPerson.get(true).stream()
                        .map(entry -> new Object[] {entry.getValue(), saleId, entry.getKey()})
                        .toList());
        writeOrders(orders);
    }

    private void bulkUpdate(String sql, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            bulk.batchUpdate(sql, rows);
        }
    }

    private void writeOrders(List<LabOrder> orders) {
        bulk.batchUpdate(
                """
                insert into orders
                    (order_id, user_id, target_id, idempotency_key, request_hash, status, entered_at, deal_id, units,
                     discount, total, address, placed_at, payment_due_at)
                values (?, ?, ?, ?, ?, 'PAYMENT_DUE', ?, ?, ?, 0, ?, null, ?, ?)
                """,
                orders.stream()
                        .map(order -> new Object[] {
                            order.orderId(),
                            order.userId(),
                            order.saleId(),
                            order.key(),
                            order.requestHash(),
                            DatabaseClock.toColumn(order.placedAt()),
                            order.saleId(),
                            order.quantity(),
                            order.total(),
                            DatabaseClock.toColumn(order.placedAt()),
                            DatabaseClock.toColumn(order.paymentDueAt())
                        })
                        .toList());
        bulk.batchUpdate(
                """
                insert into order_line (order_id, product_id, quantity, seller_id, name, unit_price)
                values (?, ?, ?, ?, ?, ?)
                """,
                orders.stream()
                        .map(order -> new Object[] {
                            order.orderId(),
                            order.productId(),
                            order.quantity(),
                            order.sellerId(),
                            order.productName(),
                            order.unitPrice()
                        })
                        .toList());
    }

    /** Opens at once, for a day. */
    public void create(UUID saleId, UUID productId, long units, int perUserLimit) {
        jdbc.sql("""
                        insert into allotment
                            (allotment_id, product_id, seller_id, product_name, unit_price, initial_units, remaining,
                             per_user_limit, opens_at, closes_at, status)
                        values (?, ?, ?, 'Something worth waiting for', 19900, ?, ?, ?, sysdate(6),
                                sysdate(6) + interval 1 day, 'ACTIVE')
                        """)
                .params(saleId, productId, productId, units, units, perUserLimit)
                .update();
    }

    private static Sale sale(ResultSet row, int n) throws SQLException {
        return new Sale(
                row.getObject("allotment_id", UUID.class),
                row.getObject("product_id", UUID.class),
                row.getObject("seller_id", UUID.class),
                row.getString("product_name"),
                row.getLong("unit_price"),
                row.getLong("remaining"),
                row.getInt("per_user_limit"),
                DatabaseClock.toInstant(row.getTimestamp("opens_at")),
                DatabaseClock.toInstant(row.getTimestamp("closes_at")),
                row.getLong("version"),
                DatabaseClock.toInstant(row.getTimestamp("read_at")));
    }

    private static LabOrder order(ResultSet row, int n) throws SQLException {
        return new LabOrder(
                row.getObject("order_id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getObject("target_id", UUID.class),
                row.getString("idempotency_key"),
                row.getBytes("request_hash"),
                row.getObject("product_id", UUID.class),
                row.getObject("seller_id", UUID.class),
                row.getString("name"),
                row.getLong("unit_price"),
                row.getInt("units"),
                DatabaseClock.toInstant(row.getTimestamp("payment_due_at")),
                DatabaseClock.toInstant(row.getTimestamp("placed_at")));
    }
}
