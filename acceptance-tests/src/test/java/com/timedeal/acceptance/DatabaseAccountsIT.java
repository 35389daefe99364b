package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.timedeal.launcher.platform.PlatformSettings.Infrastructure;
import com.timedeal.launcher.platform.Ports.Port;
import com.timedeal.launcher.secrets.Secrets;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The running services on the database: with which accounts, and what these may do there. */
@ExtendWith(RunningPlatform.class)
@Order(9)
class DatabaseAccountsIT {

    /** A table of each service. */
    private static final Map<String, String> TABLES =
            Map.of("user", "account", "product", "stock", "order", "orders", "schedule", "timed_event");

    @Test
    void servicesAreConnectedAsAccountsThatMigrateNothing(Installation installation) throws Exception {
        assumeTrue(installation.platform().settings().infrastructure() == Infrastructure.LOCAL);
        try (var admin = connect(installation, "", "timedeal_admin", "TIMEDEAL_DB_ADMIN_PASSWORD");
                var statement = admin.createStatement();
                var found = statement.executeQuery("select user from information_schema.processlist"
                        + " where user like 'timedeal\\_%' and user <> 'timedeal_admin'")) {
            var connected = new TreeSet<String>();
            while (found.next()) {
                connected.add(found.getString(1));
            }
            assertThat(connected)
                    .containsExactly("timedeal_order", "timedeal_product", "timedeal_schedule", "timedeal_user");
        }
    }

    @Test
    void aServicesAccountChangesNoTableAndReadsNobodyElses(Installation installation) throws Exception {
        assumeTrue(installation.platform().settings().infrastructure() == Infrastructure.LOCAL);
        for (var service : TABLES.entrySet()) {
            var name = service.getKey();
            var schema = "timedeal_" + name;
            var secret = "TIMEDEAL_" + name.toUpperCase(Locale.ROOT) + "_DB_PASSWORD";
            try (var connection = connect(installation, schema, schema, secret);
                    var statement = connection.createStatement()) {
                statement.execute("select count(*) from " + service.getValue());
                for (var sql : List.of(
                        "create table mine (id int)",
                        "alter table " + service.getValue() + " add column mine int",
                        "truncate table " + service.getValue(),
                        "drop table " + service.getValue())) {
                    assertDenied(connection, sql);
                }
                for (var other : TABLES.entrySet()) {
                    if (!other.equals(service)) {
                        assertDenied(connection, "select * from timedeal_" + other.getKey() + "." + other.getValue());
                    }
                }
            }
        }
    }

    private static void assertDenied(Connection connection, String sql) {
        assertThatThrownBy(() -> {
                    try (var statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                })
                .as(sql)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("denied");
    }

    private static Connection connect(Installation installation, String schema, String user, String secret)
            throws IOException, SQLException {
        var settings = installation.platform().settings();
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + settings.ports().of(Port.DB) + "/" + schema,
                user,
                Secrets.read(settings.home()).get(secret));
    }
}
