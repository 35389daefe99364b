package com.timedeal.localinfrastructure.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the two accounts of each service may do, on whatever server the tests have. */
class ServiceAccountsIT {

    private static final String PREFIX = "timedeal_test_parted_";
    private static final String PASSWORD = "a-password-for-these-tests-alone";

    private final List<ServiceAccount> accounts = ServiceAccount.SERVICES.stream()
            .map(service -> new ServiceAccount(PREFIX + service, PASSWORD, PASSWORD))
            .toList();

    private final DatabaseAddress administrator = new DatabaseAddress(
            System.getProperty("TIMEDEAL_DB_HOST"),
            Integer.parseInt(System.getProperty("TIMEDEAL_DB_PORT")),
            System.getProperty("TIMEDEAL_DB_ADMIN_USER"),
            System.getProperty("TIMEDEAL_DB_ADMIN_PASSWORD"));

    @BeforeEach
    void makeAccounts() throws SQLException {
        assumeTrue(administrator.user() != null, "without an administrator nobody makes accounts");
        new ProvisionSchemas(administrator).run(accounts, true);
        for (var account : accounts) {
            try (var connection = connect(account, account.migrationAccount())) {
                execute(connection, "CREATE TABLE goods (id INT PRIMARY KEY, units INT NOT NULL)");
            }
        }
    }

    @AfterEach
    void dropThem() throws SQLException {
        try (var connection = administrator.connect()) {
            for (var account : accounts) {
                execute(connection, SchemaStatements.dropping(account).getFirst());
                for (var host : List.of("127.0.0.1", "localhost", "%")) {
                    execute(connection, "DROP USER IF EXISTS `%s`@`%s`".formatted(account.schema(), host));
                    execute(connection, "DROP USER IF EXISTS `%s`@`%s`".formatted(account.migrationAccount(), host));
                }
            }
        }
    }

    @Test
    void aRunningServiceReadsAndWritesRows() throws SQLException {
        for (var account : accounts) {
            try (var connection = connect(account, account.schema())) {
                execute(connection, "INSERT INTO goods VALUES (1, 10)");
                execute(connection, "UPDATE goods SET units = units - 1 WHERE id = 1");
                execute(connection, "SELECT units FROM goods WHERE id = 1 FOR UPDATE");
                execute(connection, "DELETE FROM goods WHERE id = 1");
            }
        }
    }

    @Test
    void aRunningServiceChangesNoTable() throws SQLException {
        for (var account : accounts) {
            try (var connection = connect(account, account.schema())) {
                for (var sql : List.of(
                        "CREATE TABLE mine (id INT)",
                        "CREATE TEMPORARY TABLE mine (id INT)",
                        "CREATE VIEW mine AS SELECT 1",
                        "CREATE PROCEDURE mine() SELECT 1",
                        "CREATE TRIGGER mine BEFORE INSERT ON goods FOR EACH ROW SET NEW.units = 0",
                        "CREATE EVENT mine ON SCHEDULE EVERY 1 DAY DO DELETE FROM goods",
                        "CREATE INDEX mine ON goods (units)",
                        "CREATE DATABASE " + PREFIX + "mine",
                        "ALTER TABLE goods ADD COLUMN mine INT",
                        "RENAME TABLE goods TO mine",
                        "TRUNCATE TABLE goods",
                        "DROP TABLE goods",
                        "DROP DATABASE `" + account.schema() + "`",
                        "LOCK TABLES goods WRITE",
                        "GRANT SELECT ON `" + account.schema() + "`.* TO CURRENT_USER")) {
                    assertDenied(connection, sql);
                }
            }
        }
    }

    @Test
    void nobodyReadsTheSchemaOfAnotherService() throws SQLException {
        for (var account : accounts) {
            for (var name : List.of(account.schema(), account.migrationAccount())) {
                try (var connection = connect(account, name)) {
                    for (var other : accounts) {
                        if (other != account) {
                            assertDenied(connection, "SELECT * FROM `" + other.schema() + "`.goods");
                        }
                    }
                    assertDenied(connection, "SELECT * FROM mysql.global_priv");
                }
            }
        }
    }

    @Test
    void takesFromAnAccountOfAnEarlierVersionWhatIsTooMuchAndKeepsItsRows() throws SQLException {
        var account = accounts.getFirst();
        try (var connection = administrator.connect()) {
            for (var host : List.of("127.0.0.1", "localhost", "%")) {
                execute(
                        connection,
                        "GRANT ALL ON `%s`.* TO `%s`@`%s`"
                                .formatted(account.schema().replace("_", "\\_"), account.schema(), host));
            }
        }
        try (var connection = connect(account, account.schema())) {
            execute(connection, "ALTER TABLE goods ADD COLUMN early INT");
            execute(connection, "INSERT INTO goods VALUES (7, 70, 0)");
        }

        new ProvisionSchemas(administrator).run(accounts, false);

        try (var connection = connect(account, account.schema());
                var statement = connection.createStatement();
                var kept = statement.executeQuery("SELECT units FROM goods WHERE id = 7")) {
            assertThat(kept.next()).isTrue();
            assertThat(kept.getInt(1)).isEqualTo(70);
            assertDenied(connection, "ALTER TABLE goods DROP COLUMN early");
        }
    }

    private static void assertDenied(Connection connection, String sql) {
        assertThatThrownBy(() -> execute(connection, sql))
                .as(sql)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("denied");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(ServiceAccount account, String name) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://%s:%d/%s".formatted(administrator.host(), administrator.port(), account.schema()),
                name,
                PASSWORD);
    }
}
