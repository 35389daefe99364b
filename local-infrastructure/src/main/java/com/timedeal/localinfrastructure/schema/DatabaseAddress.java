package com.timedeal.localinfrastructure.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** Where a MariaDB server answers, and who may administer it. */
public record DatabaseAddress(String host, int port, String user, String password) {

    /** The server that {@code TIMEDEAL_DB_HOST}, {@code _PORT}, {@code _ADMIN_USER} and {@code _ADMIN_PASSWORD} name. */
    public static DatabaseAddress from(Map<String, String> environment) {
        return new DatabaseAddress(
                environment.getOrDefault("TIMEDEAL_DB_HOST", "127.0.0.1"),
                Integer.parseInt(environment.getOrDefault("TIMEDEAL_DB_PORT", "3306")),
                environment.getOrDefault("TIMEDEAL_DB_ADMIN_USER", "root"),
                environment.getOrDefault("TIMEDEAL_DB_ADMIN_PASSWORD", ""));
    }

    /** A new connection, which the caller closes. */
    public Connection connect() throws SQLException {
        var account = new Properties();
        account.setProperty("user", user);
        account.setProperty("password", password);
        account.setProperty("connectTimeout", "5000");
        account.setProperty("socketTimeout", "30000");
        return DriverManager.getConnection("jdbc:mariadb://%s:%d/".formatted(host, port), account);
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
