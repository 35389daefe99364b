package com.timedeal.localinfrastructure.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The schema of one service and the account of the same name that alone may use it.
 *
 * @param schema name of the schema and of the account
 */
public record ServiceAccount(String schema, String password) {

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
        var prefix = prefix(environment);
        var password = environment.getOrDefault(passwordVariable(name), "");
        if (password.length() < 16) {
            throw new IllegalArgumentException(
                    passwordVariable(name) + " must be set to a password of 16 or more characters.");
        }
        return new ServiceAccount(prefix + name, password);
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

    @Override
    public String toString() {
        return "ServiceAccount[" + schema + "]";
    }
}
