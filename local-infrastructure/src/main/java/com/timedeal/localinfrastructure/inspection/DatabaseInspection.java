package com.timedeal.localinfrastructure.inspection;

import com.timedeal.localinfrastructure.schema.DatabaseAddress;
import com.timedeal.localinfrastructure.schema.ServiceAccount;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Asks MariaDB who it is, how safely it commits, and what the accounts may do. */
final class DatabaseInspection {

    /** By a service while it runs. */
    private static final Set<String> ROWS = Set.of("SELECT", "INSERT", "UPDATE", "DELETE");

    /** By migrations. */
    private static final Set<String> NEEDED =
            Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP", "INDEX", "REFERENCES");

    /** Sixteen for each service, and some for its audit and for whoever looks after the server. */
    private static final int CONNECTIONS = 80;

    private static final int UNKNOWN_SCHEMA = 1049;

    private final Map<String, String> environment;
    private final DatabaseAddress administrator;
    private final List<Finding> findings = new ArrayList<>();

    DatabaseInspection(Map<String, String> environment) {
        this.environment = environment;
        this.administrator = DatabaseAddress.from(environment);
    }

    List<Finding> run() {
        var here = "MariaDB at " + administrator.host() + ":" + administrator.port();
        var byAdministrator =
                !environment.getOrDefault("TIMEDEAL_DB_ADMIN_USER", "").isBlank();
        var looked = false;
        if (byAdministrator) {
            try (var connection = administrator.connect()) {
                server(here, connection);
                looked = true;
                administrator(connection);
            } catch (SQLException e) {
                findings.add(Finding.problem(here + " refuses " + administrator.user() + " (" + e.getMessage()
                        + "): check TIMEDEAL_DB_ADMIN_USER and TIMEDEAL_DB_ADMIN_PASSWORD."));
            }
        }
        for (var service : ServiceAccount.SERVICES) {
            looked |= accounts(here, service, byAdministrator, looked);
        }
        return findings;
    }

    private void server(String here, Connection connection) throws SQLException {
        findings.addAll(judge(here, row(connection, """
                        select version() as version, @@innodb_flush_log_at_trx_commit as flush, @@log_bin as log_bin,
                               @@sync_binlog as sync_binlog, @@read_only as read_only, @@max_connections as connections
                        """)));
    }

    static List<Finding> judge(String here, Map<String, String> facts) {
        var findings = new ArrayList<Finding>();
        var version = facts.get("version");
        if (!version.contains("MariaDB")) {
            findings.add(Finding.problem(
                    here + " is not MariaDB but " + version + ", which lacks statements that the services need."));
        } else if (Version.of(version).isBefore(10, 11)) {
            findings.add(Finding.problem(here + " is version " + version + "; 10.11 or newer is needed."));
        } else {
            findings.add(Finding.ok(here + ": version " + version));
        }
        if (!facts.get("read_only").matches("0|OFF")) {
            findings.add(Finding.problem(here + " is read-only: name the primary, not a replica."));
        }
        var flush = facts.get("flush");
        findings.add(
                flush.equals("1")
                        ? Finding.ok("a commit is on disk before it is answered (innodb_flush_log_at_trx_commit=1)")
                        : Finding.warning("innodb_flush_log_at_trx_commit is " + flush + ": a power cut can take back"
                                + " orders that were confirmed. Set it to 1."));
        if (facts.get("log_bin").matches("1|ON")) {
            var sync = facts.get("sync_binlog");
            findings.add(
                    sync.equals("1")
                            ? Finding.ok("the binary log is on disk with each commit (sync_binlog=1)")
                            : Finding.warning("sync_binlog is " + sync + ": after a power cut replicas may lack orders"
                                    + " that were confirmed. Set it to 1."));
        }
        var connections = Integer.parseInt(facts.get("connections"));
        if (connections < CONNECTIONS) {
            findings.add(Finding.warning("max_connections is " + connections + ": four services want up to "
                    + CONNECTIONS + ". Set it higher."));
        }
        return findings;
    }

    private void administrator(Connection connection) throws SQLException {
        var prefix = ServiceAccount.prefix(environment);
        var rights = rights(connection, prefix + ServiceAccount.SERVICES.get(0));
        var name = "the account " + administrator.user();
        if (rights.names().contains("CREATE USER") && rights.grantable().containsAll(NEEDED)) {
            findings.add(Finding.ok(name + " can make schemas " + prefix + "… and accounts"));
        } else {
            findings.add(
                    Finding.problem(name + " may not make schemas " + prefix + "… and accounts: GRANT CREATE USER ON"
                            + " *.*, and GRANT ALL ON `" + prefix.replace("_", "\\_")
                            + "%`.* WITH GRANT OPTION; or make them by hand (docs/operations.md) and leave"
                            + " TIMEDEAL_DB_ADMIN_USER out."));
        }
    }

    /** @return whether one of the accounts could be used */
    private boolean accounts(String here, String service, boolean byAdministrator, boolean looked) {
        var variable = ServiceAccount.passwordVariable(service);
        var migrationVariable = ServiceAccount.migrationPasswordVariable(service);
        if (environment.getOrDefault(variable, "").isBlank()
                || environment.getOrDefault(migrationVariable, "").isBlank()) {
            findings.add(
                    Finding.ok("the passwords of the " + service + " accounts are made by the first ./timedeal up"));
            return false;
        }
        try {
            var account = ServiceAccount.from(environment, List.of(service)).getFirst();
            var running = new Login(account.schema(), account.password(), variable, account.schema(), ROWS);
            var migrating = new Login(
                    account.migrationAccount(),
                    account.migrationPassword(),
                    migrationVariable,
                    account.schema(),
                    NEEDED);
            var used = account(here, running, byAdministrator, looked);
            return account(here, migrating, byAdministrator, looked || used) || used;
        } catch (IllegalArgumentException wrongSetting) {
            findings.add(Finding.problem(wrongSetting.getMessage()));
            return false;
        }
    }

    /** @param variable that has the password */
    private record Login(String name, String password, String variable, String schema, Set<String> needed) {

        String inWords() {
            return "the account " + name;
        }

        String grant() {
            return "GRANT " + (needed == ROWS ? "SELECT, INSERT, UPDATE, DELETE" : "ALL") + " ON `"
                    + schema.replace("_", "\\_") + "`.*";
        }
    }

    /** @return whether the account could be used */
    private boolean account(String here, Login login, boolean byAdministrator, boolean looked) {
        try (var connection = new DatabaseAddress(
                        administrator.host(), administrator.port(), login.name(), login.password())
                .connect()) {
            if (!looked) {
                server(here, connection);
            }
            connection.setCatalog(login.schema());
            findings.add(judge(login, rights(connection, login.schema()).names(), byAdministrator));
            return true;
        } catch (SQLException e) {
            if (byAdministrator) {
                findings.add(Finding.ok("schema " + login.schema() + " and " + login.inWords()
                        + " are made by the next ./timedeal up"));
            } else if (e.getErrorCode() == UNKNOWN_SCHEMA) {
                findings.add(Finding.problem("there is no schema " + login.schema()
                        + ": make it (docs/operations.md), or give TIMEDEAL_DB_ADMIN_USER and _PASSWORD once."));
            } else {
                findings.add(Finding.problem(
                        here + " refuses " + login.inWords() + " (" + e.getMessage() + "): check " + login.variable()
                                + ", make the account (docs/operations.md), or give TIMEDEAL_DB_ADMIN_USER and _PASSWORD"
                                + " once."));
            }
            return false;
        }
    }

    private static Finding judge(Login login, Set<String> names, boolean byAdministrator) {
        var missing = new TreeSet<>(login.needed());
        missing.removeAll(names);
        if (!missing.isEmpty()) {
            return Finding.warning(login.inWords() + " may not " + String.join(", ", missing)
                    + " in its schema as far as can be seen: " + login.grant() + ", or the services will not work.");
        }
        var tooMuch = new TreeSet<>(names);
        tooMuch.removeAll(ROWS);
        tooMuch.remove("USAGE");
        if (login.needed() == ROWS && !tooMuch.isEmpty()) {
            return byAdministrator
                    ? Finding.ok("schema and account " + login.name()
                            + "; the next ./timedeal up takes its right to change tables away")
                    : Finding.warning(login.inWords() + " may more than the running service needs ("
                            + String.join(", ", tooMuch) + "): REVOKE ALL PRIVILEGES, GRANT OPTION FROM it, then "
                            + login.grant() + ".");
        }
        return Finding.ok("schema " + login.schema() + ", account " + login.name());
    }

    private record Rights(Set<String> names, Set<String> grantable) {}

    /** Those of the account itself, on the server or on schemas of that name; those of its roles are not among them. */
    private static Rights rights(Connection connection, String schema) throws SQLException {
        var names = new LinkedHashSet<String>();
        var grantable = new LinkedHashSet<String>();
        try (var query = connection.prepareStatement(
                """
                select privilege_type, is_grantable from information_schema.user_privileges where grantee = %1$s
                union all
                select privilege_type, is_grantable from information_schema.schema_privileges
                where grantee = %1$s and ? like table_schema
                """.formatted("concat('''', replace(current_user(), '@', '''@'''), '''')"))) {
            query.setString(1, schema);
            try (var found = query.executeQuery()) {
                while (found.next()) {
                    names.add(found.getString(1));
                    if (found.getString(2).equals("YES")) {
                        grantable.add(found.getString(1));
                    }
                }
            }
        }
        return new Rights(names, grantable);
    }

    private static Map<String, String> row(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            found.next();
            var row = new HashMap<String, String>();
            for (var column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                row.put(found.getMetaData().getColumnLabel(column), found.getString(column));
            }
            return row;
        }
    }
}
