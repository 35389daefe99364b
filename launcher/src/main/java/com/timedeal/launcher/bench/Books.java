package com.timedeal.launcher.bench;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.platform.Platform;
import com.timedeal.launcher.platform.Ports.Port;
import com.timedeal.launcher.secrets.Secrets;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** The tables and queues of the measured platform, read past the services. */
final class Books implements AutoCloseable {

    /** Where a purchase leaves messages, and who takes them. */
    private static final List<String> QUEUES =
            List.of("product.allotment.level", "product.stock.release-requested", "product.allotment.settled");

    private final java.sql.Connection database;
    private final Connection broker;

    private Books(java.sql.Connection database, Connection broker) {
        this.database = database;
        this.broker = broker;
    }

    static Books of(Platform platform) throws IOException {
        var ports = platform.settings().ports();
        var secrets = Secrets.read(platform.settings().home());
        try {
            var database = DriverManager.getConnection(
                    "jdbc:mariadb://127.0.0.1:" + ports.of(Port.DB) + "/?rewriteBatchedStatements=true",
                    "timedeal_admin",
                    secrets.get("TIMEDEAL_DB_ADMIN_PASSWORD"));
            var broker = new ConnectionFactory();
            broker.setHost("127.0.0.1");
            broker.setPort(ports.of(Port.AMQP));
            broker.setUsername("timedeal");
            broker.setVirtualHost("timedeal");
            broker.setPassword(secrets.get("TIMEDEAL_AMQP_PASSWORD"));
            return new Books(database, broker.newConnection("bench"));
        } catch (SQLException | TimeoutException e) {
            throw new Failure("The tables and queues of the platform cannot be read: " + e.getMessage(), e);
        }
    }

    /** Messages that were caused and not yet acted on: unsent rows of every outbox, and what lies in the queues. */
    long depth() {
        return unsent() + queued();
    }

    long unsent() {
        return number("select (select count(*) from timedeal_order.outbox where sent_at is null)"
                + " + (select count(*) from timedeal_product.outbox where sent_at is null)"
                + " + (select count(*) from timedeal_schedule.outbox where sent_at is null)");
    }

    private long queued() {
        var sum = 0L;
        for (var queue : QUEUES) {
            // A channel of its own: asking for a queue that is not there closes it.
            try (var channel = broker.createChannel()) {
                sum += channel.queueDeclarePassive(queue).getMessageCount();
            } catch (IOException | TimeoutException e) {
                throw new Failure("The queue " + queue + " cannot be looked at: " + e.getMessage(), e);
            }
        }
        return sum;
    }

    long number(String sql, Object... parameters) {
        try (var statement = prepare(sql, parameters);
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new Failure("Could not be read: " + e.getMessage(), e);
        }
    }

    String text(String sql) {
        try (var statement = prepare(sql);
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new Failure("Could not be read: " + e.getMessage(), e);
        }
    }

    int update(String sql, Object... parameters) {
        try (var statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new Failure("Could not be written: " + e.getMessage(), e);
        }
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        var statement = database.prepareStatement(sql);
        for (var i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /**
     * What must be true of sales that somebody has just bought from, by the tables alone.
     *
     * @param schema {@code timedeal_order} or {@code timedeal_lab}
     * @param acknowledged orders that buyers were told they have
     * @param unknown orders of which nobody was told either way
     * @return orders that are there
     * @throws Violation naming what is not true
     */
    long check(String schema, Collection<UUID> sales, long acknowledged, long unknown) {
        var ids = new ArrayList<Object>(sales);
        var in = " in (" + "?, ".repeat(ids.size() - 1) + "?)";
        var orders = number("select count(*) from " + schema + ".orders where deal_id" + in, ids.toArray());
        if (orders < acknowledged || orders > acknowledged + unknown) {
            throw new Violation(
                    acknowledged + " orders were acknowledged, " + unknown + " may be there, and " + orders + " are");
        }
        var taken = number(
                "select coalesce(sum(initial_units - remaining), 0) from " + schema + ".allotment where allotment_id"
                        + in,
                ids.toArray());
        if (taken != orders) {
            throw new Violation(taken + " units were taken for " + orders + " orders of one unit");
        }
        var tooMany = number(
                "select count(*) from " + schema + ".allotment_buyer where bought > per_user_limit and allotment_id"
                        + in,
                ids.toArray());
        if (tooMany > 0) {
            throw new Violation(tooMany + " people have more than one person may take");
        }
        var lines = number(
                "select count(*) from " + schema + ".orders o join " + schema
                        + ".order_line l on l.order_id = o.order_id where o.deal_id" + in,
                ids.toArray());
        if (lines != orders) {
            throw new Violation(lines + " of " + orders + " orders have all their rows");
        }
        return orders;
    }

    /** The same for coupons, of which everybody may have one. */
    void checkCoupons(Collection<UUID> coupons, long acknowledged, long unknown) {
        var in = " in (" + "?, ".repeat(coupons.size() - 1) + "?)";
        var issued =
                number("select count(*) from timedeal_order.issued_coupon where coupon_id" + in, coupons.toArray());
        var taken = number(
                "select sum(initial_units - remaining) from timedeal_order.allotment where allotment_id" + in,
                coupons.toArray());
        if (issued < acknowledged || issued > acknowledged + unknown || taken != issued) {
            throw new Violation(
                    acknowledged + " coupons were acknowledged, " + issued + " are there and " + taken + " were taken");
        }
    }

    boolean hasTable(String schema, String table) {
        return number(
                        "select count(*) from information_schema.tables where table_schema = ? and table_name = ?",
                        schema,
                        table)
                > 0;
    }

    @Override
    public void close() throws IOException {
        try {
            database.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
        broker.close();
    }
}
