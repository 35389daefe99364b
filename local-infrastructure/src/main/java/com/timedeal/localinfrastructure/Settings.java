package com.timedeal.localinfrastructure;

import com.timedeal.localinfrastructure.schema.ServiceAccount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Ports and passwords, all from the environment.
 *
 * @param databasePort 0 means any free port, as for the others
 * @param serviceAmqpPasswords by service; one that has none has no account of its own at the broker
 * @param bufferPool of InnoDB, as the server understands it: {@code 256M}; likewise its redo log
 */
record Settings(
        int databasePort,
        int redisPort,
        int amqpPort,
        int smtpPort,
        String bufferPool,
        String redoLog,
        String databaseAdminPassword,
        String redisPassword,
        String amqpPassword,
        Map<String, String> serviceAmqpPasswords,
        List<ServiceAccount> accounts) {

    /** The AMQP user that may do everything, and the name of the virtual host. */
    static final String AMQP_USER = "timedeal";

    /** The administrator of the embedded MariaDB. */
    static final String DATABASE_ADMIN = "timedeal_admin";

    // They go into configuration files of three formats: no character that one of them would have to quote.
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_.~-]{16,}");

    /** @throws CannotStart naming the variable that is missing or wrong */
    static Settings from(Map<String, String> environment) {
        try {
            return new Settings(
                    port(environment, "TIMEDEAL_DB_PORT", 13306),
                    port(environment, "TIMEDEAL_REDIS_PORT", 16379),
                    port(environment, "TIMEDEAL_AMQP_PORT", 15673),
                    smtpPort(environment),
                    size(environment, "TIMEDEAL_DB_BUFFER_POOL", "256M"),
                    size(environment, "TIMEDEAL_DB_REDO_LOG", "256M"),
                    password(environment, "TIMEDEAL_DB_ADMIN_PASSWORD"),
                    password(environment, "TIMEDEAL_REDIS_PASSWORD"),
                    password(environment, "TIMEDEAL_AMQP_PASSWORD"),
                    serviceAmqpPasswords(environment),
                    ServiceAccount.from(environment, List.of()));
        } catch (IllegalArgumentException wrongSetting) {
            throw new CannotStart(wrongSetting.getMessage(), wrongSetting);
        }
    }

    private static Map<String, String> serviceAmqpPasswords(Map<String, String> environment) {
        var passwords = new LinkedHashMap<String, String>();
        for (var service : ServiceAccount.SERVICES) {
            var variable = "TIMEDEAL_" + service.toUpperCase(Locale.ROOT) + "_AMQP_PASSWORD";
            if (environment.containsKey(variable)) {
                passwords.put(service, password(environment, variable));
            }
        }
        return passwords;
    }

    /** @throws CannotStart when it is no port */
    static int smtpPort(Map<String, String> environment) {
        return port(environment, "TIMEDEAL_SMTP_PORT", 11025);
    }

    private static int port(Map<String, String> environment, String name, int usual) {
        var own = environment.getOrDefault(name, "");
        if (!own.isBlank()) {
            return number(name, own);
        }
        var offset = environment.getOrDefault("TIMEDEAL_PORT_OFFSET", "");
        return offset.isBlank() ? usual : usual + number("TIMEDEAL_PORT_OFFSET", offset);
    }

    private static int number(String name, String text) {
        try {
            var number = Integer.parseInt(text.strip());
            if (number >= 0 && number <= 65535) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, as for a number out of range.
        }
        throw new CannotStart(name + " must be a number from 0 to 65535, but is '" + text + "'.");
    }

    private static String size(Map<String, String> environment, String name, String usual) {
        var size = environment.getOrDefault(name, "").strip();
        if (!size.isEmpty() && !size.matches("[1-9][0-9]{0,5}[MG]")) {
            throw new CannotStart(name + " must be a size such as 512M or 2G, but is '" + size + "'.");
        }
        return size.isEmpty() ? usual : size;
    }

    private static String password(Map<String, String> environment, String name) {
        var password = environment.getOrDefault(name, "");
        if (!PASSWORD.matcher(password).matches()) {
            throw new CannotStart(
                    name
                            + " must be set to 16 or more letters, digits or any of _ . ~ - (\"./timedeal up\" makes random ones).");
        }
        return password;
    }
}
