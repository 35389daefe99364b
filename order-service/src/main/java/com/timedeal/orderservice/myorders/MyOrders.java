package com.timedeal.orderservice.myorders;

import com.timedeal.orderservice.export.Table;
import com.timedeal.orderservice.order.Address;
import com.timedeal.orderservice.order.OrderFilter;
import com.timedeal.orderservice.order.OrderView;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.servicedefaults.database.DatabaseClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The order tables as a buyer reads them. */
@Component
class MyOrders {

    /** About; an order may have up to 100. */
    private static final int LINES_PER_ORDER = 4;

    private final JdbcClient jdbc;
    private final Orders orders;

    MyOrders(JdbcClient jdbc, Orders orders) {
        this.jdbc = jdbc;
        this.orders = orders;
    }

    /** @return empty also when the order is somebody else's */
    Optional<MyOrderDetail> detail(UUID userId, UUID orderId) {
        return orders.of(userId, orderId)
                .map(order -> jdbc.sql("select address, reason from orders where order_id = ?")
                        .param(orderId)
                        .query((row, n) -> new MyOrderDetail(
                                OrderView.of(order),
                                Address.ofStored(row.getString("address")),
                                row.getString("reason"),
                                history(orderId)))
                        .single());
    }

    private List<MyOrderDetail.Step> history(UUID orderId) {
        // An order may be placed and accepted within one tick of the clock; it began as PENDING all the same.
        return jdbc.sql("""
                        select status, occurred_at from order_history
                        where order_id = ? order by occurred_at, status = 'PENDING' desc
                        """)
                .param(orderId)
                .query((row, n) -> new MyOrderDetail.Step(
                        row.getString("status"), DatabaseClock.toInstant(row.getTimestamp("occurred_at"))))
                .list();
    }

    /** One row per product ordered, newest order first. */
    Table.Rows<Line> lines(UUID userId, OrderFilter filter) {
        return new Table.Rows<>() {
            @Override
            public long count(long upTo) {
                return jdbc.sql("""
                                select count(*) from (
                                    select 1 from orders o join order_line l on l.order_id = o.order_id
                                    where o.user_id = :user %s limit :upTo
                                ) found
                                """.formatted(filter.sql()))
                        .param("user", userId)
                        .params(filter.parameters())
                        .param("upTo", upTo)
                        .query(Long.class)
                        .single();
            }

            @Override
            public List<Line> after(Line last, int atMost) {
                var olderThanLast = last == null
                        ? ""
                        : " and o.placed_at <= :placedAt and (o.placed_at < :placedAt or o.order_id < :orderId)";
                // Whole orders, so that the last line of a page stands for its order.
                var query = jdbc.sql("""
                                select o.order_id, o.status, o.placed_at, o.deal_id, o.discount, o.total,
                                    l.product_id, l.name, l.unit_price, l.quantity
                                from (
                                    select * from orders o
                                    where o.user_id = :user %s %s
                                    order by o.placed_at desc, o.order_id desc limit :atMost
                                ) o
                                join order_line l on l.order_id = o.order_id
                                order by o.placed_at desc, o.order_id desc, l.product_id
                                """.formatted(filter.sql(), olderThanLast))
                        .param("user", userId)
                        .params(filter.parameters())
                        .param("atMost", Math.max(1, atMost / LINES_PER_ORDER));
                if (last != null) {
                    query = query.param("placedAt", DatabaseClock.toColumn(last.placedAt()))
                            .param("orderId", last.orderId());
                }
                return query.query(Line::of).list();
            }
        };
    }

    /** @param name null until stock is reserved @param unitPrice won; null until stock is reserved */
    record Line(
            UUID orderId,
            String status,
            Instant placedAt,
            UUID dealId,
            UUID productId,
            String name,
            Long unitPrice,
            long quantity,
            long orderDiscount,
            long orderTotal) {

        private static Line of(ResultSet row, int n) throws SQLException {
            return new Line(
                    row.getObject("order_id", UUID.class),
                    row.getString("status"),
                    DatabaseClock.toInstant(row.getTimestamp("placed_at")),
                    row.getObject("deal_id", UUID.class),
                    row.getObject("product_id", UUID.class),
                    row.getString("name"),
                    row.getObject("unit_price", Long.class),
                    row.getLong("quantity"),
                    row.getLong("discount"),
                    row.getLong("total"));
        }

        Long amount() {
            return unitPrice == null ? null : Math.multiplyExact(unitPrice, quantity);
        }
    }
}
