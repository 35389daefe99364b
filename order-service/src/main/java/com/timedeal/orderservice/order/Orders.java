package com.timedeal.orderservice.order;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The order tables. Writing methods run inside the caller's transaction; every change of state names the state it leaves. */
@Component
public class Orders {

    /** The target under which keys of wishlist orders are unique; deal orders use their deal. */
    public static final UUID NO_DEAL = new UUID(0, 0);

    private final JdbcClient jdbc;

    Orders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param target the deal, or {@link #NO_DEAL} */
    public Optional<Order> byKey(UUID userId, UUID target, IdempotencyKey key) {
        return jdbc.sql("select * from orders where user_id = ? and target_id = ? and idempotency_key = ?")
                .params(userId, target, key.value())
                .query(Row::of)
                .optional()
                .map(this::withLines);
    }

    /** @return empty also when the order is somebody else's */
    public Optional<Order> of(UUID userId, UUID orderId) {
        return jdbc.sql("select * from orders where order_id = ? and user_id = ?")
                .params(orderId, userId)
                .query(Row::of)
                .optional()
                .map(this::withLines);
    }

    Order get(UUID orderId) {
        return withLines(jdbc.sql("select * from orders where order_id = ?")
                .param(orderId)
                .query(Row::of)
                .single());
    }

    /** Newest first. */
    public List<Order> pageOf(UUID userId, OrderFilter filter, int size, long offset) {
        var rows = jdbc.sql("select o.* from orders o where o.user_id = :user" + filter.sql()
                        + " order by o.placed_at desc, o.order_id desc limit :size offset :offset")
                .param("user", userId)
                .params(filter.parameters())
                .param("size", size)
                .param("offset", offset)
                .query(Row::of)
                .list();
        var lines = lines(rows.stream().map(Row::orderId).toList());
        return rows.stream()
                .map(row -> row.toOrder(lines.getOrDefault(row.orderId(), List.of())))
                .toList();
    }

    public long countOf(UUID userId, OrderFilter filter) {
        return jdbc.sql("select count(*) from orders o where o.user_id = :user" + filter.sql())
                .param("user", userId)
                .params(filter.parameters())
                .query(Long.class)
                .single();
    }

    /**
     * Stores a new order with its key.
     *
     * @param target the deal, or {@link #NO_DEAL}
     * @param address JSON; null for deal orders
     * @throws org.springframework.dao.DuplicateKeyException when the key is taken
     */
    public void insert(Order order, UUID target, IdempotencyKey key, String address) {
        jdbc.sql("""
                        insert into orders
                            (order_id, user_id, target_id, idempotency_key, request_hash, status, deal_id, units, discount, total,
                             address, placed_at, payment_due_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        order.orderId(),
                        order.userId(),
                        target,
                        key.value(),
                        order.fingerprint().hash(),
                        order.status().name(),
                        order.dealId(),
                        order.lines().stream().mapToLong(Order.Line::quantity).sum(),
                        order.discount(),
                        order.total(),
                        address,
                        DatabaseClock.toColumn(order.placedAt()),
                        DatabaseClock.toColumn(order.paymentDueAt()))
                .update();
        for (var line : order.lines()) {
            jdbc.sql("""
                            insert into order_line (order_id, product_id, quantity, seller_id, name, unit_price)
                            values (?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            order.orderId(),
                            line.productId(),
                            line.quantity(),
                            line.sellerId(),
                            line.name(),
                            line.unitPrice())
                    .update();
        }
        noteStatus(order.orderId(), order.status(), order.placedAt());
    }

    /** PENDING to PAYMENT_DUE, with lines as they were sold. @return false when it is no longer PENDING */
    boolean accept(UUID orderId, List<Order.Line> sold, long total, Instant now, Instant paymentDueAt) {
        var accepted = jdbc.sql("""
                                update orders set status = 'PAYMENT_DUE', total = ?, payment_due_at = ?
                                where order_id = ? and status = 'PENDING'
                                """)
                        .params(total, DatabaseClock.toColumn(paymentDueAt), orderId)
                        .update()
                == 1;
        if (accepted) {
            for (var line : sold) {
                jdbc.sql("update order_line set seller_id = ?, name = ?, unit_price = ?"
                                + " where order_id = ? and product_id = ?")
                        .params(line.sellerId(), line.name(), line.unitPrice(), orderId, line.productId())
                        .update();
            }
            noteTransition(orderId, OrderStatus.PENDING, OrderStatus.PAYMENT_DUE, now);
        }
        return accepted;
    }

    /**
     * PENDING to REJECTED. The key is given back: a refusal has had no effect, and the same request may succeed later.
     *
     * @return false when it is no longer PENDING
     */
    boolean reject(UUID orderId, String reason, Instant now) {
        var rejected = jdbc.sql("""
                                update orders set status = 'REJECTED', reason = ?, idempotency_key = null
                                where order_id = ? and status = 'PENDING'
                                """).params(reason, orderId).update() == 1;
        if (rejected) {
            noteTransition(orderId, OrderStatus.PENDING, OrderStatus.REJECTED, now);
        }
        return rejected;
    }

    /** Orders that nobody has driven on for too long, oldest first. */
    List<UUID> stale(Duration pendingFor, int atMost) {
        return jdbc.sql("""
                        select order_id from orders
                        where status = 'PENDING' and placed_at < sysdate(6) - interval ? second
                        order by placed_at limit ?
                        """)
                .params(pendingFor.toSeconds(), atMost)
                .query(UUID.class)
                .list();
    }

    /** Whether any order of a deal waits for payment, so that its units may come back. */
    public boolean anyDue(UUID dealId) {
        return jdbc.sql("select exists (select 1 from orders where deal_id = ? and status = 'PAYMENT_DUE')")
                .param(dealId)
                .query(Boolean.class)
                .single();
    }

    /** @return units of a deal that are paid for */
    public long unitsPaid(UUID dealId) {
        return jdbc.sql("""
                        select coalesce(sum(units), 0) from orders
                        where deal_id = ? and status not in ('PENDING', 'PAYMENT_DUE', 'REJECTED')
                        """).param(dealId).query(Long.class).single();
    }

    private void noteTransition(UUID orderId, OrderStatus from, OrderStatus to, Instant at) {
        if (!from.mayBecome(to)) {
            throw new IllegalArgumentException(from + " does not become " + to);
        }
        noteStatus(orderId, to, at);
    }

    private void noteStatus(UUID orderId, OrderStatus status, Instant at) {
        jdbc.sql("insert into order_transition (order_id, status, occurred_at) values (?, ?, ?)")
                .params(orderId, status.name(), DatabaseClock.toColumn(at))
                .update();
    }

    private Order withLines(Row row) {
        return row.toOrder(lines(List.of(row.orderId())).getOrDefault(row.orderId(), List.of()));
    }

    private Map<UUID, List<Order.Line>> lines(Collection<UUID> orderIds) {
        if (orderIds.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select * from order_line where order_id in (:ids) order by product_id")
                .param("ids", orderIds)
                .query(LineRow.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        LineRow::orderId, Collectors.mapping(LineRow::toLine, Collectors.toList())));
    }

    record LineRow(UUID orderId, UUID productId, long quantity, UUID sellerId, String name, Long unitPrice) {
        Order.Line toLine() {
            return new Order.Line(productId, sellerId, name, unitPrice, quantity);
        }
    }

    private record Row(
            UUID orderId,
            UUID userId,
            OrderStatus status,
            long discount,
            long total,
            UUID dealId,
            Instant paymentDueAt,
            Instant placedAt,
            byte[] requestHash) {

        static Row of(ResultSet row, int n) throws SQLException {
            return new Row(
                    row.getObject("order_id", UUID.class),
                    row.getObject("user_id", UUID.class),
                    OrderStatus.valueOf(row.getString("status")),
                    row.getLong("discount"),
                    row.getLong("total"),
                    row.getObject("deal_id", UUID.class),
                    DatabaseClock.toInstant(row.getTimestamp("payment_due_at")),
                    DatabaseClock.toInstant(row.getTimestamp("placed_at")),
                    row.getBytes("request_hash"));
        }

        Order toOrder(List<Order.Line> lines) {
            return new Order(
                    orderId,
                    userId,
                    status,
                    lines,
                    discount,
                    total,
                    dealId,
                    paymentDueAt,
                    placedAt,
                    new Order.RequestFingerprint(requestHash));
        }
    }
}
