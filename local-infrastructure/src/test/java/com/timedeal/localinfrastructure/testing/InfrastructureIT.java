package com.timedeal.localinfrastructure.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The servers as an integration test of any module finds them. */
class InfrastructureIT {

    private final Infrastructure infrastructure = Infrastructure.current();

    @BeforeEach
    void serversAreOurs() {
        assumeFalse(infrastructure.external());
    }

    @Test
    void letsTheModulesAccountUseItsSchema() throws SQLException {
        try (var connection = connect(property("TIMEDEAL_DB_USER"), property("TIMEDEAL_DB_PASSWORD"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TABLE %s.mine (id INT)".formatted(property("TIMEDEAL_DB_NAME")));
        }
    }

    @Test
    void keepsAnAccountOutOfOtherSchemas() throws SQLException {
        try (var admin = connect(property("TIMEDEAL_DB_ADMIN_USER"), property("TIMEDEAL_DB_ADMIN_PASSWORD"));
                var statement = admin.createStatement()) {
            statement.execute("CREATE OR REPLACE TABLE timedeal_order.theirs (id INT)");
            // An underscore in a grant would stand for any character.
            statement.execute("CREATE DATABASE IF NOT EXISTS timedealXtest");
        }
        try (var connection = connect(property("TIMEDEAL_DB_USER"), property("TIMEDEAL_DB_PASSWORD"));
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM timedeal_order.theirs"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM mysql.global_priv"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
            assertThatThrownBy(() -> statement.execute("CREATE TABLE timedealXtest.mine (id INT)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
        }
    }

    @Test
    void letsNobodyInWithoutAPassword() {
        assertThatThrownBy(() -> connect("root", "")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> connect("", "")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> connect("timedeal_order", "")).isInstanceOf(SQLException.class);
    }

    @Test
    void commitsDurablyInUtc() throws SQLException {
        try (var connection = connect(property("TIMEDEAL_DB_USER"), property("TIMEDEAL_DB_PASSWORD"));
                var statement = connection.createStatement();
                var settings = statement.executeQuery(
                        "SELECT @@innodb_flush_log_at_trx_commit, @@global.time_zone, @@collation_server")) {
            settings.next();
            assertThat(settings.getInt(1)).isEqualTo(1);
            assertThat(settings.getString(2)).isEqualTo("+00:00");
            assertThat(settings.getString(3)).isEqualTo("utf8mb4_uca1400_ai_ci");
        }
    }

    @Test
    void bringsTheDatabaseBackWithItsRowsAfterAKill() throws SQLException {
        try (var connection = connect(property("TIMEDEAL_DB_USER"), property("TIMEDEAL_DB_PASSWORD"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TABLE timedeal_test.kept (id INT)");
            statement.execute("INSERT INTO timedeal_test.kept VALUES (7)");

            infrastructure.mariadb().kill();

            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM timedeal_test.kept"))
                    .isInstanceOf(SQLException.class);
        } finally {
            infrastructure.mariadb().start();
        }
        try (var connection = connect(property("TIMEDEAL_DB_USER"), property("TIMEDEAL_DB_PASSWORD"));
                var statement = connection.createStatement();
                var kept = statement.executeQuery("SELECT * FROM timedeal_test.kept")) {
            assertThat(kept.next()).isTrue();
        }
    }

    @Test
    void stopsAndStartsRedis() throws IOException {
        assertThat(ping(1000)).isTrue();
        infrastructure.redis().stop();
        try {
            assertThatThrownBy(() -> ping(1000)).isInstanceOf(IOException.class);
        } finally {
            infrastructure.redis().start();
        }
        assertThat(ping(1000)).isTrue();
    }

    @Test
    void freezesRedis() throws IOException {
        infrastructure.redis().pause();
        try {
            assertThatThrownBy(() -> ping(300)).hasMessageContaining("timed out");
        } finally {
            infrastructure.redis().resume();
        }
        assertThat(ping(1000)).isTrue();
    }

    @Test
    void stopsStartsAndFreezesTheBroker() throws IOException {
        assertThat(greeting(2000)).isEqualTo(1);
        infrastructure.broker().stop();
        try {
            assertThatThrownBy(() -> greeting(1000)).isInstanceOf(IOException.class);
        } finally {
            infrastructure.broker().start();
        }
        assertThat(greeting(2000)).isEqualTo(1);
        infrastructure.broker().pause();
        try {
            assertThatThrownBy(() -> greeting(300)).hasMessageContaining("timed out");
        } finally {
            infrastructure.broker().resume();
        }
        assertThat(greeting(2000)).isEqualTo(1);
    }

    @Test
    void saysThatTheBrokerCannotBeKilled() {
        assertThatThrownBy(() -> infrastructure.broker().kill())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside the infrastructure process");
    }

    @Test
    void makesKeysForTheModule() {
        assertThat(Path.of(property("TIMEDEAL_SERVICE_KEY"))).isRegularFile();
        assertThat(Path.of(property("TIMEDEAL_SERVICE_PUBLIC_KEYS")))
                .isDirectoryContaining("glob:**/order-service.pem");
        assertThat(Path.of(property("TIMEDEAL_TOKEN_KEYS"))).isDirectoryContaining("glob:**.pem");
    }

    private static Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:%s/".formatted(property("TIMEDEAL_DB_PORT")), user, password);
    }

    private static boolean ping(int patience) throws IOException {
        try (var socket = new Socket("127.0.0.1", Integer.parseInt(property("TIMEDEAL_REDIS_PORT")))) {
            socket.setSoTimeout(patience);
            socket.getOutputStream()
                    .write("AUTH %s\r\n"
                            .formatted(property("TIMEDEAL_REDIS_PASSWORD"))
                            .getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == '+';
        }
    }

    /** Type of the first frame that the broker sends: 1 is a method, as it should be. */
    private static int greeting(int patience) throws IOException {
        try (var socket = new Socket("127.0.0.1", Integer.parseInt(property("TIMEDEAL_AMQP_PORT")))) {
            socket.setSoTimeout(patience);
            socket.getOutputStream().write(new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1});
            return socket.getInputStream().read();
        }
    }

    private static String property(String name) {
        return System.getProperty(name);
    }
}
