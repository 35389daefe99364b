package com.timedeal.acceptance.faults;

import com.timedeal.acceptance.history.Books;
import com.timedeal.acceptance.history.Books.Charge;
import com.timedeal.acceptance.history.Books.StoredAllotment;
import com.timedeal.acceptance.history.Books.StoredOrder;
import com.timedeal.acceptance.history.Books.StoredStock;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The database server, past all proxies and as its administrator: to read the books, and to be a nuisance. */
final class Database implements AutoCloseable {

    private static final String STATES =
            "'PENDING','PAYMENT_DUE','REJECTED','PAID','SHIPPED','DELIVERED','RETURN_REQUESTED','RETURNED','CANCELLED','EXPIRED'";

    private final int port;
    private final String password;
    private final Connection connection;

    Database(int port, String password) throws IOException {
        this.port = port;
        this.password = password;
        this.connection = connect();
    }

    /** One more connection, for a rival that holds locks. */
    Connection connect() throws IOException {
        try {
            return DriverManager.getConnection(
                    "jdbc:mariadb://127.0.0.1:" + port + "/?connectTimeout=2000", "timedeal_admin", password);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    void execute(String... statements) throws IOException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    long number(String sql) throws IOException {
        return query(sql, row -> row.getLong(1)).getFirst();
    }

    /** Ends the connections of all services, as the server does when it has too much of them. */
    int killConnections() throws IOException {
        var ids = query(
                "select id from information_schema.processlist where user like 'timedeal\\_%' and user <> 'timedeal_admin'",
                row -> row.getLong(1));
        for (var id : ids) {
            try {
                execute("kill connection " + id);
            } catch (IOException endedMeanwhile) {
                // That is what was wanted.
            }
        }
        return ids.size();
    }

    /** @param deals whoever bought in them; with the orders of these users, and the stock of these products */
    Books books(Set<UUID> users, Set<UUID> deals, Set<UUID> products) throws IOException {
        return new Books(orders(users, deals), allotments(deals), stocks(products), charges(users));
    }

    private List<StoredOrder> orders(Set<UUID> users, Set<UUID> deals) throws IOException {
        return query(
                """
                select o.order_id, o.user_id, o.deal_id, o.idempotency_key, o.status, o.units,
                    coalesce(group_concat(t.status order by t.occurred_at, field(t.status, %s)), '') as path
                from timedeal_order.orders o
                left join timedeal_order.order_history t on t.order_id = o.order_id
                where o.user_id in (%s) or o.deal_id in (%s)
                group by o.order_id
                """.formatted(STATES, list(users), list(deals)),
                row -> new StoredOrder(
                        row.getObject("order_id", UUID.class),
                        row.getObject("user_id", UUID.class),
                        row.getObject("deal_id", UUID.class),
                        row.getString("idempotency_key"),
                        row.getString("status"),
                        row.getLong("units"),
                        row.getString("path").isEmpty()
                                ? List.of()
                                : List.of(row.getString("path").split(","))));
    }

    private List<StoredAllotment> allotments(Set<UUID> deals) throws IOException {
        return query(
                """
                select a.allotment_id, a.initial_units, a.remaining, a.unsold, a.per_user_limit,
                    coalesce((
                        select sum(o.units) from timedeal_order.orders o
                        join timedeal_order.order_transition t on t.order_id = o.order_id and t.status = o.status
                        where o.deal_id = a.allotment_id and o.status in ('EXPIRED', 'CANCELLED')
                            and t.occurred_at >= a.ended_at), 0) as later
                from timedeal_order.allotment a
                where a.allotment_id in (%s)
                """.formatted(list(deals)),
                row -> new StoredAllotment(
                        row.getObject("allotment_id", UUID.class),
                        row.getLong("initial_units"),
                        row.getLong("remaining"),
                        row.getLong("unsold"),
                        row.getLong("later"),
                        row.getInt("per_user_limit")));
    }

    private List<StoredStock> stocks(Set<UUID> products) throws IOException {
        var live = "o.status not in ('REJECTED', 'EXPIRED', 'CANCELLED', 'RETURNED')";
        return query(
                """
                select s.product_id, s.available,
                    (select coalesce(sum(m.quantity), 0) from timedeal_product.stock_movement m
                        where m.product_id = s.product_id and m.kind in ('OPENED', 'RESTOCKED')) as listed,
                    (select coalesce(sum(l.quantity), 0)
                        from timedeal_order.order_line l join timedeal_order.orders o on o.order_id = l.order_id
                        where l.product_id = s.product_id and o.deal_id is null and %s) as in_orders,
                    (select coalesce(sum(l.quantity), 0)
                        from timedeal_order.order_line l join timedeal_order.orders o on o.order_id = l.order_id
                        where l.product_id = s.product_id and o.deal_id is not null and %s)
                    + (select coalesce(sum(a.remaining), 0) from timedeal_order.allotment a
                        where a.product_id = s.product_id) as in_deals
                from timedeal_product.stock s
                where s.product_id in (%s)
                """.formatted(live, live, list(products)),
                row -> new StoredStock(
                        row.getObject("product_id", UUID.class),
                        row.getLong("listed"),
                        row.getLong("available"),
                        row.getLong("in_orders"),
                        row.getLong("in_deals")));
    }

    private List<Charge> charges(Set<UUID> users) throws IOException {
        if (!has("timedeal_order", "simulated_charge")) {
            return List.of();
        }
        return query(
                """
                select c.payment_id, c.order_id, c.state
                from timedeal_order.simulated_charge c
                where c.state in ('CHARGED', 'REFUNDED')
                    and c.order_id in (select order_id from timedeal_order.orders where user_id in (%s))
                """.formatted(list(users)),
                row -> new Charge(
                        row.getObject("payment_id", UUID.class),
                        row.getObject("order_id", UUID.class),
                        true,
                        row.getString("state").equals("REFUNDED")));
    }

    boolean has(String schema, String table) throws IOException {
        return number("select count(*) from information_schema.tables where table_schema = '%s' and table_name = '%s'"
                        .formatted(schema, table))
                > 0;
    }

    private static String list(Collection<UUID> ids) {
        return ids.isEmpty() ? "null" : ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
    }

    /** A row made into a value. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, Row<T> row) throws IOException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<T>();
            while (result.next()) {
                rows.add(row.read(result));
            }
            return rows;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
