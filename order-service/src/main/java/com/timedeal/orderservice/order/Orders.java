package com.timedeal.orderservice.order;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The order tables. Writing methods run inside the caller's transaction; every change of state names the state it leaves. */
@Component
public class Orders {

    /** The target under which keys of wishlist orders are unique; deal orders use their deal. */
    public static final UUID NO_DEAL = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final JdbcTemplate bulk;

    Orders(JdbcClient jdbc, JdbcTemplate bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
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

    public Order get(UUID orderId) {
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

    /** @return the orders behind those keys that stand for one */
    public Map<KeyOf, Order> byKeys(Collection<KeyOf> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        var rows = jdbc.sql("select * from orders where "
                        + String.join(
                                " or ",
                                Collections.nCopies(
                                        keys.size(), "(user_id = ? and target_id = ? and idempotency_key = ?)")))
                .params(keys.stream()
                        .flatMap(key -> Stream.<Object>of(
                                key.userId(), key.target(), key.key().value()))
                        .toList())
                .query(Row::of)
                .list();
        var lines = lines(rows.stream().map(Row::orderId).toList());
        return rows.stream()
                .collect(
                        Collectors.toMap(Row::keyOf, row -> row.toOrder(lines.getOrDefault(row.orderId(), List.of()))));
    }

    /**
     * Stores new orders with their keys. Their first state has no row of its own: it is known from the order
     * (view {@code order_history}).
     *
     * @throws org.springframework.dao.DuplicateKeyException when a key is taken
     */
    public void insertAll(Collection<NewOrder> newOrders) {
        if (newOrders.isEmpty()) {
            return;
        }
        bulk.batchUpdate("""
                insert into orders
                    (order_id, user_id, target_id, idempotency_key, request_hash, status, entered_at, deal_id, coupon_id,
                     units, discount, total, address, placed_at, payment_due_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, newOrders.stream().map(NewOrder::row).toList());
        bulk.batchUpdate("""
                insert into order_line (order_id, product_id, quantity, seller_id, name, unit_price)
                values (?, ?, ?, ?, ?, ?)
                """, newOrders.stream().flatMap(NewOrder::lineRows).toList());
    }

    /** PENDING to PAYMENT_DUE, with lines as they were sold. @return false when it is no longer PENDING */
    boolean accept(UUID orderId, List<Order.Line> sold, long discount, long total, Instant now, Instant paymentDueAt) {
        var accepted = jdbc.sql("""
                                update orders
                                set status = 'PAYMENT_DUE', entered_at = ?, discount = ?, total = ?, payment_due_at = ?
                                where order_id = ? and status = 'PENDING'
                                """)
                        .params(
                                DatabaseClock.toColumn(now),
                                discount,
                                total,
                                DatabaseClock.toColumn(paymentDueAt),
                                orderId)
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
                                update orders set status = 'REJECTED', entered_at = ?, reason = ?, idempotency_key = null
                                where order_id = ? and status = 'PENDING'
                                """)
                        .params(DatabaseClock.toColumn(now), reason, orderId)
                        .update()
                == 1;
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

    /** Locks the order until the end of the transaction. @return empty also when it is somebody else's */
    public Optional<Order> lock(UUID userId, UUID orderId) {
        return jdbc.sql("select * from orders where order_id = ? and user_id = ? for update")
                .params(orderId, userId)
                .query(Row::of)
                .optional()
                .map(this::withLines);
    }

    /** Locks the order, whoever's it is, until the end of the transaction. */
    public Optional<Order> lock(UUID orderId) {
        return lockAll(List.of(orderId)).stream().findFirst();
    }

    /** Locks several in ascending order of id. @return those that there are */
    public List<Order> lockAll(Collection<UUID> orderIds) {
        if (orderIds.isEmpty()) {
            return List.of();
        }
        var rows = jdbc.sql("select * from orders where order_id in (:ids) order by order_id for update")
                .param("ids", orderIds)
                .query(Row::of)
                .list();
        var lines = lines(orderIds);
        return rows.stream()
                .map(row -> row.toOrder(lines.getOrDefault(row.orderId(), List.of())))
                .toList();
    }

    /**
     * Moves orders from one state to another; they must be locked.
     *
     * @param reason null to leave it as it is
     * @throws IllegalStateException when one of them is not in the state to be left; nothing of the transaction may stand
     */
    public void move(Collection<UUID> orderIds, OrderStatus from, OrderStatus to, String reason, Instant now) {
        if (!from.mayBecome(to)) {
            throw new IllegalArgumentException(from + " does not become " + to);
        }
        var moved = jdbc.sql("""
                        update orders set status = :to, entered_at = :now, reason = coalesce(:reason, reason)
                        where order_id in (:ids) and status = :from
                        """)
                .param("to", to.name())
                .param("from", from.name())
                .param("reason", reason)
                .param("now", DatabaseClock.toColumn(now))
                .param("ids", orderIds)
                .update();
        if (moved != orderIds.size()) {
            throw new IllegalStateException("Not all " + from + ": " + orderIds);
        }
        jdbc.sql("insert into order_transition (order_id, status, occurred_at)"
                        + " select order_id, status, entered_at from orders where order_id in (:ids)")
                .param("ids", orderIds)
                .update();
    }

    /** Puts off the expiry of an order that waits for payment, the first time it is asked to. The order must be locked. */
    public void defer(UUID orderId, Instant paymentDueAt) {
        jdbc.sql("""
                        update orders set payment_due_at = greatest(payment_due_at, ?), payment_deferred = true
                        where order_id = ? and status = 'PAYMENT_DUE' and not payment_deferred
                        """).params(DatabaseClock.toColumn(paymentDueAt), orderId).update();
    }

    /** Notes where the units of ended orders went. @throws IllegalStateException when they went somewhere before */
    public void noteUnitsBack(Collection<UUID> orderIds, UnitsBack to) {
        var noted = jdbc.sql("update orders set units_back_to = :to where order_id in (:ids) and units_back_to is null")
                .param("to", to.name())
                .param("ids", orderIds)
                .update();
        if (noted != orderIds.size()) {
            throw new IllegalStateException("Units would come back twice: " + orderIds);
        }
    }

    /** Where the units of an ended order go. */
    public enum UnitsBack {
        ALLOTMENT,
        STOCK
    }

    /**
     * Orders whose time for payment is over, those that wait longest first.
     *
     * <p>By {@code now()}, which an index can be searched for; who acts on it looks again under the lock.
     */
    public List<Found> overdue(int atMost) {
        return jdbc.sql("""
                        select order_id, deal_id from orders
                        where status = 'PAYMENT_DUE' and payment_due_at <= now(6)
                        order by payment_due_at limit ?
                        """).param(atMost).query(Found.class).list();
    }

    /** @param dealId null for a wishlist order */
    public record Found(UUID orderId, UUID dealId) {}

    /** Orders that have been in a state for at least so long, those that have been longest first. */
    public List<Found> restingIn(OrderStatus status, Duration atLeast, int atMost) {
        return jdbc.sql("""
                        select order_id, deal_id from orders
                        where status = ? and entered_at <= now(6) - interval ? microsecond
                        order by entered_at limit ?
                        """)
                .params(status.name(), atLeast.toNanos() / 1_000, atMost)
                .query(Found.class)
                .list();
    }

    /** When the order entered the state that it is in. */
    public Instant enteredAt(UUID orderId) {
        return DatabaseClock.toInstant(jdbc.sql("select entered_at from orders where order_id = ?")
                .param(orderId)
                .query(LocalDateTime.class)
                .single());
    }

    /** Whether any order of a deal waits for payment, so that its units may come back. */
    public boolean anyDue(UUID dealId) {
        return jdbc.sql("select exists (select 1 from orders where deal_id = ? and status = 'PAYMENT_DUE')")
                .param(dealId)
                .query(Boolean.class)
                .single();
    }

    /** @return units of a deal that are paid for, also those sent back later: the deal has sold them */
    public long unitsPaid(UUID dealId) {
        return jdbc.sql("""
                        select coalesce(sum(units), 0) from orders
                        where deal_id = ? and status in ('PAID', 'SHIPPED', 'DELIVERED', 'RETURN_REQUESTED', 'RETURNED')
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

    /** @param target the deal, or {@link #NO_DEAL} */
    public record KeyOf(UUID userId, UUID target, IdempotencyKey key) {}

    /** @param target the deal, or {@link #NO_DEAL} @param address JSON; null for deal orders */
    public record NewOrder(Order order, UUID target, IdempotencyKey key, String address) {

        Object[] row() {
            return new Object[] {
                order.orderId(),
                order.userId(),
                target,
                key.value(),
                order.fingerprint().hash(),
                order.status().name(),
                DatabaseClock.toColumn(order.placedAt()),
                order.dealId(),
                order.couponId(),
                order.lines().stream().mapToLong(Order.Line::quantity).sum(),
                order.discount(),
                order.total(),
                address,
                DatabaseClock.toColumn(order.placedAt()),
                DatabaseClock.toColumn(order.paymentDueAt())
            };
        }

        Stream<Object[]> lineRows() {
            return order.lines().stream().map(line -> new Object[] {
                order.orderId(), line.productId(), line.quantity(), line.sellerId(), line.name(), line.unitPrice()
            });
        }
    }

    record LineRow(UUID orderId, UUID productId, long quantity, UUID sellerId, String name, Long unitPrice) {
        Order.Line toLine() {
            return new Order.Line(productId, sellerId, name, unitPrice, quantity);
        }
    }

    private record Row(
            UUID orderId,
            UUID userId,
            UUID targetId,
            String idempotencyKey,
            OrderStatus status,
            long discount,
            long total,
            UUID dealId,
            UUID couponId,
            Instant paymentDueAt,
            Instant placedAt,
            byte[] requestHash) {

        static Row of(ResultSet row, int n) throws SQLException {
            return new Row(
                    row.getObject("order_id", UUID.class),
                    row.getObject("user_id", UUID.class),
                    row.getObject("target_id", UUID.class),
                    row.getString("idempotency_key"),
                    OrderStatus.valueOf(row.getString("status")),
                    row.getLong("discount"),
                    row.getLong("total"),
                    row.getObject("deal_id", UUID.class),
                    row.getObject("coupon_id", UUID.class),
                    DatabaseClock.toInstant(row.getTimestamp("payment_due_at")),
                    DatabaseClock.toInstant(row.getTimestamp("placed_at")),
                    row.getBytes("request_hash"));
        }

        KeyOf keyOf() {
            return new KeyOf(userId, targetId, new IdempotencyKey(idempotencyKey));
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
                    couponId,
                    paymentDueAt,
                    placedAt,
                    new Order.RequestFingerprint(requestHash));
        }
    }
}
