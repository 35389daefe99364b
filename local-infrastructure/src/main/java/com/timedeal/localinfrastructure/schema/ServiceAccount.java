package com.timedeal.localinfrastructure.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The schema of one service and the two accounts that alone may use it: one of the same name for the service while it runs,
 * which may read and write rows, and one for migrations, which may also change tables.
 *
 * @param schema name of the schema and of the service's account
 * @param migrationPassword of the account for migrations; null for what is no service: it has one account for everything
 */
public record ServiceAccount(String schema, String password, String migrationPassword) {

    /** The services that have a schema. */
    public static final List<String> SERVICES = List.of("user", "product", "order", "schedule");

    /** Schemas of what is no service, for tests and for the lab; only made where they have a password. */
    private static final List<String> OPTIONAL = List.of("test", "lab");

    /**
     * The accounts named, or else those of the four services, with the passwords and the prefix in the environment.
     *
     * @throws IllegalArgumentException naming the variable that is missing
     */
    public static List<ServiceAccount> from(Map<String, String> environment, List<String> names) {
        var wanted = new ArrayList<>(names.isEmpty() ? SERVICES : names);
        if (names.isEmpty()) {
            OPTIONAL.stream()
                    .filter(name -> environment.containsKey(passwordVariable(name)))
                    .forEach(wanted::add);
        }
        return wanted.stream().map(name -> account(environment, name)).toList();
    }

    private static ServiceAccount account(Map<String, String> environment, String name) {
        if (!SERVICES.contains(name) && !OPTIONAL.contains(name)) {
            throw new IllegalArgumentException("There is no schema for '" + name + "'; there is one for each of "
                    + String.join(", ", SERVICES) + ".");
        }
        return new ServiceAccount(
                prefix(environment) + name,
                password(environment, passwordVariable(name)),
                SERVICES.contains(name) ? password(environment, migrationPasswordVariable(name)) : null);
    }

    private static String password(Map<String, String> environment, String variable) {
        var password = environment.getOrDefault(variable, "");
        if (password.length() < 16) {
            throw new IllegalArgumentException(variable + " must be set to a password of 16 or more characters.");
        }
        return password;
    }

    /** Name of the account for migrations. */
    public String migrationAccount() {
        return migrationPassword == null ? schema : schema + "_migration";
    }

    /**
     * What the names of schemas and accounts begin with.
     *
     * @throws IllegalArgumentException if it could not be part of a name
     */
    public static String prefix(Map<String, String> environment) {
        var prefix = environment.getOrDefault("TIMEDEAL_DB_PREFIX", "timedeal_");
        if (!prefix.matches("[a-z0-9_]{1,40}")) {
            throw new IllegalArgumentException(
                    "TIMEDEAL_DB_PREFIX must be lower-case letters, digits and underscores, but is '" + prefix + "'.");
        }
        return prefix;
    }

    /** The environment variable that has the password of a service's account. */
    public static String passwordVariable(String name) {
        return "TIMEDEAL_" + name.toUpperCase(Locale.ROOT) + "_DB_PASSWORD";
    }

    /** The environment variable that has the password of the account that migrates a service's schema. */
    public static String migrationPasswordVariable(String name) {
        return "TIMEDEAL_" + name.toUpperCase(Locale.ROOT) + "_DB_MIGRATION_PASSWORD";
    }

    @Override
    public String toString() {
        return "ServiceAccount[" + schema + "]";
    }
}
