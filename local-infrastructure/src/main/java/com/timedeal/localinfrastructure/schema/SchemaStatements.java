package com.timedeal.localinfrastructure.schema;

import java.util.ArrayList;
import java.util.List;

/** The SQL that makes schemas and accounts; every statement may run again, and a changed password takes effect. */
public final class SchemaStatements {

    // 'localhost' and the address both, since anonymous accounts of a foreign server would otherwise come before '%'.
    private static final List<String> HOSTS = List.of("127.0.0.1", "localhost", "%");

    /** What a service does while it runs: nothing that changes a table. */
    private static final String ROWS = "SELECT, INSERT, UPDATE, DELETE";

    private SchemaStatements() {}

    /** Statements, each on one line and without its semicolon, for a server that knows the collation. */
    public static List<String> forService(ServiceAccount account, String collation) {
        var statements = new ArrayList<String>();
        statements.add("CREATE DATABASE IF NOT EXISTS `%s` CHARACTER SET utf8mb4 COLLATE %s"
                .formatted(account.schema(), collation));
        // In GRANT an underscore in the schema's name would stand for any character.
        var pattern = account.schema().replace("_", "\\_");
        for (var host : HOSTS) {
            statements.addAll(account(account.schema(), host, account.password()));
            if (account.migrationPassword() == null) {
                statements.addAll(exactly("ALL", pattern, account.schema(), host));
            } else {
                statements.addAll(exactly(ROWS, pattern, account.schema(), host));
                statements.addAll(account(account.migrationAccount(), host, account.migrationPassword()));
                statements.addAll(exactly("ALL", pattern, account.migrationAccount(), host));
            }
        }
        return List.copyOf(statements);
    }

    /** Also takes away what an earlier version or somebody else granted; connections that are open do not notice. */
    private static List<String> exactly(String rights, String schema, String name, String host) {
        return List.of(
                "REVOKE ALL PRIVILEGES, GRANT OPTION FROM `%s`@`%s`".formatted(name, host),
                "GRANT %s ON `%s`.* TO `%s`@`%s`".formatted(rights, schema, name, host));
    }

    /** Statements that drop the schema with everything in it. */
    public static List<String> dropping(ServiceAccount account) {
        return List.of("DROP DATABASE IF EXISTS `%s`".formatted(account.schema()));
    }

    /** Statements that make an administrator who can log in from this machine alone. */
    public static List<String> forAdministrator(String name, String password) {
        var statements = new ArrayList<String>();
        for (var host : List.of("127.0.0.1", "localhost")) {
            statements.addAll(account(name, host, password));
            statements.add("GRANT ALL ON *.* TO `%s`@`%s` WITH GRANT OPTION".formatted(name, host));
        }
        return List.copyOf(statements);
    }

    private static List<String> account(String name, String host, String password) {
        var identified = "`%s`@`%s` IDENTIFIED BY '%s'"
                .formatted(name, host, password.replace("\\", "\\\\").replace("'", "''"));
        return List.of("CREATE USER IF NOT EXISTS " + identified, "ALTER USER " + identified);
    }
}
