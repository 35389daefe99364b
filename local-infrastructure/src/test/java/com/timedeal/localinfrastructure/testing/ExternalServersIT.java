package com.timedeal.localinfrastructure.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that somebody else runs; here the embedded MariaDB stands in for them. */
class ExternalServersIT {

    private final Path checkout = TestSettings.ofThisJvm().root();

    @TempDir
    private Path elsewhere;

    @BeforeEach
    void needsTheEmbeddedServer() {
        assumeFalse(Infrastructure.current().external());
    }

    @Test
    void preparesAFreshTestSchemaForTheModule() throws SQLException {
        // Another root, so that the keys of this test go elsewhere; the jar is found by its own location.
        var settings = new TestSettings(elsewhere, "order-service", environment());

        var first = ExternalServers.prepare(settings);
        assertThat(first)
                .containsEntry("TIMEDEAL_DB_NAME", "timedeal_test_order")
                .containsEntry("TIMEDEAL_AMQP_PORT", "5672")
                .containsKeys("TIMEDEAL_SERVICE_KEY", "TIMEDEAL_TOKEN_KEYS");
        try (var connection = connect(first);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE of_the_first_run (id INT)");
        }

        var second = ExternalServers.prepare(settings);
        try (var connection = connect(second);
                var statement = connection.createStatement();
                var tables = statement.executeQuery("SHOW TABLES")) {
            assertThat(tables.next()).isFalse();
        }
        assertThatThrownBy(() -> connect(first)).isInstanceOf(SQLException.class);
    }

    @Test
    void provisionsTwiceWithoutLosingAnything() throws SQLException {
        var environment = new HashMap<>(environment());
        environment.put("TIMEDEAL_DB_PREFIX", "elsewhere_");
        var password = TestSettings.randomPassword();
        List.of("USER", "PRODUCT", "ORDER", "SCHEDULE").forEach(service -> {
            environment.put("TIMEDEAL_" + service + "_DB_PASSWORD", password);
            environment.put("TIMEDEAL_" + service + "_DB_MIGRATION_PASSWORD", password);
        });
        var account = Map.of(
                "TIMEDEAL_DB_NAME",
                "elsewhere_user",
                "TIMEDEAL_DB_MIGRATION_USER",
                "elsewhere_user_migration",
                "TIMEDEAL_DB_MIGRATION_PASSWORD",
                password);

        InfrastructureJar.run(InfrastructureJar.process(checkout, environment, List.of("provision")));
        try (var connection = connect(account);
                var statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TABLE kept (id INT)");
        }
        InfrastructureJar.run(InfrastructureJar.process(checkout, environment, List.of("provision")));

        try (var connection = connect(account);
                var statement = connection.createStatement();
                var tables = statement.executeQuery("SHOW TABLES")) {
            assertThat(tables.next()).isTrue();
        }
    }

    @Test
    void saysWhyADatabaseRefuses() {
        var environment = new HashMap<>(environment());
        environment.put("TIMEDEAL_DB_ADMIN_PASSWORD", "wrong");
        environment.put("TIMEDEAL_ORDER_DB_PASSWORD", TestSettings.randomPassword());
        environment.put("TIMEDEAL_ORDER_DB_MIGRATION_PASSWORD", TestSettings.randomPassword());

        assertThatThrownBy(() -> InfrastructureJar.run(
                        InfrastructureJar.process(checkout, environment, List.of("provision", "order"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Access denied")
                .hasMessageContaining("TIMEDEAL_DB_ADMIN_PASSWORD")
                .hasMessageNotContaining("\tat ");
    }

    private static Map<String, String> environment() {
        return Map.of(
                "TIMEDEAL_INFRA",
                "external",
                "TIMEDEAL_AMQP_USER",
                "tester",
                "TIMEDEAL_AMQP_PASSWORD",
                "never used here",
                "TIMEDEAL_DB_PORT",
                System.getProperty("TIMEDEAL_DB_PORT"),
                "TIMEDEAL_DB_ADMIN_USER",
                System.getProperty("TIMEDEAL_DB_ADMIN_USER"),
                "TIMEDEAL_DB_ADMIN_PASSWORD",
                System.getProperty("TIMEDEAL_DB_ADMIN_PASSWORD"));
    }

    private static Connection connect(Map<String, String> variables) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:%s/%s"
                        .formatted(System.getProperty("TIMEDEAL_DB_PORT"), variables.get("TIMEDEAL_DB_NAME")),
                variables.get("TIMEDEAL_DB_MIGRATION_USER"),
                variables.get("TIMEDEAL_DB_MIGRATION_PASSWORD"));
    }
}
