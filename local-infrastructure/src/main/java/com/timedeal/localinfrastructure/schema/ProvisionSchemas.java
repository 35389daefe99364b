package com.timedeal.localinfrastructure.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Makes schemas and accounts on a server that somebody else runs. */
public final class ProvisionSchemas {

    private final DatabaseAddress address;

    public ProvisionSchemas(DatabaseAddress address) {
        this.address = address;
    }

    /**
     * Makes what is missing and sets the passwords; running it twice changes nothing.
     *
     * @param fresh drops the schemas first; refused for any schema that is not for tests
     * @throws IllegalArgumentException if a schema that is not for tests would be dropped
     */
    public void run(List<ServiceAccount> accounts, boolean fresh) throws SQLException {
        if (fresh) {
            accounts.forEach(ProvisionSchemas::requireTestSchema);
        }
        try (var connection = address.connect()) {
            var collation = collation(connection);
            for (var account : accounts) {
                if (fresh) {
                    execute(connection, SchemaStatements.dropping(account));
                }
                execute(connection, SchemaStatements.forService(account, collation));
            }
        }
    }

    private static void requireTestSchema(ServiceAccount account) {
        if (!account.schema().contains("_test_")) {
            throw new IllegalArgumentException("Schema " + account.schema()
                    + " is not dropped: --fresh is for prefixes that end with _test_ (TIMEDEAL_DB_PREFIX).");
        }
    }

    private static String collation(Connection connection) throws SQLException {
        // Before MariaDB 10.10 there is no collation of a newer Unicode than this one.
        try (var statement = connection.createStatement();
                var found =
                        statement.executeQuery("SELECT 1 FROM information_schema.collation_character_set_applicability"
                                + " WHERE full_collation_name = 'utf8mb4_uca1400_ai_ci'")) {
            return found.next() ? "utf8mb4_uca1400_ai_ci" : "utf8mb4_unicode_ci";
        } catch (SQLException noSuchColumn) {
            return "utf8mb4_unicode_ci";
        }
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        for (var sql : statements) {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
