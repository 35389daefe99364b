package com.timedeal.launcher.platform;

import com.timedeal.launcher.platform.PlatformSettings.Infrastructure;
import com.timedeal.launcher.platform.Ports.Port;
import com.timedeal.launcher.secrets.Keys;
import com.timedeal.launcher.secrets.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What each process is told, and nothing but what it needs: every service gets the passwords of its own accounts and
 * the path of its own private key only.
 */
final class Environments {

    private static final String LOOPBACK = "127.0.0.1";

    /** Where the servers are; with our own infrastructure it writes these down itself. */
    private static final List<String> ADDRESSES = List.of(
            "TIMEDEAL_DB_HOST",
            "TIMEDEAL_DB_PORT",
            "TIMEDEAL_REDIS_HOST",
            "TIMEDEAL_REDIS_PORT",
            "TIMEDEAL_AMQP_HOST",
            "TIMEDEAL_AMQP_PORT",
            "TIMEDEAL_AMQP_USER",
            "TIMEDEAL_AMQP_VHOST",
            "TIMEDEAL_SMTP_HOST",
            "TIMEDEAL_SMTP_PORT");

    private static final List<String> SERVICES = List.of("USER", "PRODUCT", "ORDER", "SCHEDULE");

    private final PlatformSettings settings;
    private final Secrets secrets;
    private final Keys keys;

    Environments(PlatformSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
        this.keys = new Keys(settings.home());
    }

    /** The file in which our infrastructure says where it listens; it is there only while everything answers. */
    static Path infrastructureFile(Path home) {
        return home.resolve("infrastructure.env");
    }

    Map<String, String> of(Member member) throws IOException {
        var variables = inherited();
        variables.putAll(settings.extra().getOrDefault(member.name(), Map.of()));
        switch (member.program()) {
            case INFRASTRUCTURE -> {
                putPorts(variables);
                putServerPasswords(variables);
                SERVICES.forEach(service -> put(variables, brokerPassword(service)));
                put(variables, "TIMEDEAL_DB_ADMIN_PASSWORD");
            }
            case MAILBOX ->
                variables.put(
                        Port.SMTP.variable(), Integer.toString(settings.ports().of(Port.SMTP)));
            case DISCOVERY -> {
                putServerAddress(variables, member);
                put(variables, "TIMEDEAL_EUREKA_PASSWORD");
            }
            case GATEWAY -> {
                putServerAddress(variables, member);
                putRegistry(variables);
                putLimits(variables);
                keepKnown(variables, settings.extra().getOrDefault(member.name(), Map.of()));
            }
            case USER, PRODUCT, ORDER, SCHEDULE -> {
                putServerAddress(variables, member);
                putRegistry(variables);
                putData(variables, member.program());
                keepKnown(variables, settings.extra().getOrDefault(member.name(), Map.of()));
                putKeys(variables, member.program());
                if (member.program() == Program.USER && !settings.keepsItsMail()) {
                    // Of a mail server of somebody else's, where it wants one.
                    variables.put(
                            "TIMEDEAL_SMTP_PASSWORD",
                            settings.environment().getOrDefault("TIMEDEAL_SMTP_PASSWORD", ""));
                }
                if (member.program() == Program.ORDER) {
                    put(variables, "TIMEDEAL_PAYMENT_CALLBACK_SECRET");
                }
            }
            case LAB -> {
                putServerAddress(variables, member);
                putRegistry(variables);
                variables.putAll(addresses());
                // Whoever starts it has given it a schema, and the password of its one account along with it.
                variables.put("TIMEDEAL_DB_NAME", prefix() + "lab");
                variables.put("TIMEDEAL_DB_USER", prefix() + "lab");
                variables.put("TIMEDEAL_DB_MIGRATION_USER", prefix() + "lab");
                put(variables, "TIMEDEAL_REDIS_PASSWORD");
                putKeys(variables, member.program());
            }
        }
        return variables;
    }

    /** For making schemas and accounts on a database server that is not ours. */
    Map<String, String> forProvisioning() throws IOException {
        var variables = inherited();
        variables.putAll(addresses());
        putServerPasswords(variables);
        variables.put("TIMEDEAL_DB_PREFIX", prefix());
        for (var name : List.of("TIMEDEAL_DB_ADMIN_USER", "TIMEDEAL_DB_ADMIN_PASSWORD")) {
            variables.put(name, settings.environment().getOrDefault(name, ""));
        }
        return variables;
    }

    /** For looking at servers that are not ours, also before the first start, when there are no passwords of ours yet. */
    Map<String, String> forInspection() throws IOException {
        var variables = inherited();
        variables.putAll(addresses());
        var ofServices = SERVICES.stream().map(Environments::brokerPassword).toList();
        for (var name : Secrets.NAMES) {
            if (ofServices.contains(name)) {
                // Nobody makes these on a broker that is not ours unless they are named.
                given(name).ifPresent(password -> variables.put(name, password));
            } else if (!name.contains("_ADMIN_") && !name.contains("_EUREKA_")) {
                variables.put(name, given(name).or(() -> secrets.find(name)).orElse(""));
            }
        }
        variables.put("TIMEDEAL_DB_PREFIX", prefix());
        variables.put("TIMEDEAL_MESSAGING_QUEUES", queues());
        for (var name : List.of("TIMEDEAL_DB_ADMIN_USER", "TIMEDEAL_DB_ADMIN_PASSWORD")) {
            variables.put(name, settings.environment().getOrDefault(name, ""));
        }
        return variables;
    }

    Map<String, String> addresses() throws IOException {
        var addresses = new LinkedHashMap<String, String>();
        addresses.put("TIMEDEAL_DB_HOST", LOOPBACK);
        addresses.put("TIMEDEAL_REDIS_HOST", LOOPBACK);
        addresses.put("TIMEDEAL_AMQP_HOST", LOOPBACK);
        addresses.put("TIMEDEAL_AMQP_USER", "timedeal");
        addresses.put("TIMEDEAL_AMQP_VHOST", "timedeal");
        addresses.put("TIMEDEAL_SMTP_HOST", LOOPBACK);
        switch (settings.infrastructure()) {
            case LOCAL -> {
                putPorts(addresses);
                keepKnown(addresses, infrastructureFacts(settings.home()));
            }
            case EXTERNAL -> {
                addresses.put("TIMEDEAL_DB_PORT", "3306");
                addresses.put("TIMEDEAL_REDIS_PORT", "6379");
                addresses.put("TIMEDEAL_AMQP_PORT", "5672");
                addresses.put("TIMEDEAL_SMTP_PORT", "1025");
                keepKnown(addresses, settings.environment());
                if (settings.keepsItsMail()) {
                    addresses.put("TIMEDEAL_SMTP_HOST", LOOPBACK);
                    addresses.put(
                            "TIMEDEAL_SMTP_PORT",
                            Integer.toString(settings.ports().of(Port.SMTP)));
                }
            }
        }
        return addresses;
    }

    /** What our infrastructure wrote down; empty while it does not answer. */
    static Map<String, String> infrastructureFacts(Path home) throws IOException {
        var facts = new LinkedHashMap<String, String>();
        var file = infrastructureFile(home);
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                var at = line.indexOf('=');
                if (at > 0) {
                    facts.put(line.substring(0, at), line.substring(at + 1));
                }
            }
        }
        return facts;
    }

    private static void keepKnown(Map<String, String> addresses, Map<String, String> facts) {
        for (var name : ADDRESSES) {
            var value = facts.get(name);
            if (value != null && !value.isBlank()) {
                addresses.put(name, value);
            }
        }
    }

    /** The caller's environment without passwords and ports: they come from here, and only to whom they belong. */
    private Map<String, String> inherited() {
        var variables = new HashMap<>(settings.environment());
        variables
                .keySet()
                .removeIf(name -> name.startsWith("TIMEDEAL_")
                        && (name.endsWith("_PASSWORD")
                                || name.endsWith("_SECRET")
                                || name.endsWith("_PORT")
                                || name.contains("_ADMIN_")));
        return variables;
    }

    private void putPorts(Map<String, String> variables) {
        for (var port : List.of(Port.DB, Port.REDIS, Port.AMQP, Port.SMTP)) {
            variables.put(port.variable(), Integer.toString(settings.ports().of(port)));
        }
    }

    private void putServerPasswords(Map<String, String> variables) {
        put(variables, "TIMEDEAL_USER_DB_PASSWORD");
        put(variables, "TIMEDEAL_USER_DB_MIGRATION_PASSWORD");
        put(variables, "TIMEDEAL_PRODUCT_DB_PASSWORD");
        put(variables, "TIMEDEAL_PRODUCT_DB_MIGRATION_PASSWORD");
        put(variables, "TIMEDEAL_ORDER_DB_PASSWORD");
        put(variables, "TIMEDEAL_ORDER_DB_MIGRATION_PASSWORD");
        put(variables, "TIMEDEAL_SCHEDULE_DB_PASSWORD");
        put(variables, "TIMEDEAL_SCHEDULE_DB_MIGRATION_PASSWORD");
        put(variables, "TIMEDEAL_REDIS_PASSWORD");
        put(variables, "TIMEDEAL_AMQP_PASSWORD");
    }

    private void putServerAddress(Map<String, String> variables, Member member) {
        variables.put("SERVER_ADDRESS", LOOPBACK);
        variables.put("SERVER_PORT", Integer.toString(settings.ports().of(member)));
        if (settings.ports().management(member) != settings.ports().of(member)) {
            variables.put(
                    "MANAGEMENT_SERVER_PORT", Integer.toString(settings.ports().management(member)));
        }
    }

    private void putRegistry(Map<String, String> variables) {
        variables.put("TIMEDEAL_EUREKA_HOST", LOOPBACK);
        variables.put("TIMEDEAL_EUREKA_PORT", Integer.toString(settings.ports().of(Port.DISCOVERY)));
        put(variables, "TIMEDEAL_EUREKA_PASSWORD");
    }

    /** Where the gateways count together; of all our servers the only one that they know. */
    private void putLimits(Map<String, String> variables) throws IOException {
        for (var name : List.of("TIMEDEAL_REDIS_HOST", "TIMEDEAL_REDIS_PORT")) {
            variables.put(name, addresses().get(name));
        }
        put(variables, "TIMEDEAL_REDIS_PASSWORD");
    }

    private void putData(Map<String, String> variables, Program program) throws IOException {
        var owner = program.name().toLowerCase(Locale.ROOT);
        variables.putAll(addresses());
        variables.put("TIMEDEAL_DB_NAME", prefix() + owner);
        variables.put("TIMEDEAL_DB_USER", prefix() + owner);
        variables.put("TIMEDEAL_DB_PASSWORD", password("TIMEDEAL_" + program.name() + "_DB_PASSWORD"));
        variables.put("TIMEDEAL_DB_MIGRATION_USER", prefix() + owner + "_migration");
        variables.put(
                "TIMEDEAL_DB_MIGRATION_PASSWORD", password("TIMEDEAL_" + program.name() + "_DB_MIGRATION_PASSWORD"));
        put(variables, "TIMEDEAL_REDIS_PASSWORD");
        putBrokerAccount(variables, program);
        variables.put("TIMEDEAL_MESSAGING_QUEUES", queues());
    }

    /** On a broker that is not ours the one that all share, unless somebody has made this service one of its own. */
    private void putBrokerAccount(Map<String, String> variables, Program program) {
        var password = brokerPassword(program.name());
        if (settings.infrastructure() == Infrastructure.EXTERNAL
                && given(password).isEmpty()) {
            put(variables, "TIMEDEAL_AMQP_PASSWORD");
            return;
        }
        var user = settings.infrastructure() == Infrastructure.EXTERNAL
                ? settings.environment().getOrDefault("TIMEDEAL_" + program.name() + "_AMQP_USER", "")
                : "";
        variables.put(
                "TIMEDEAL_AMQP_USER",
                user.isBlank() ? "timedeal_" + program.name().toLowerCase(Locale.ROOT) : user);
        variables.put("TIMEDEAL_AMQP_PASSWORD", password(password));
    }

    private static String brokerPassword(String service) {
        return "TIMEDEAL_" + service + "_AMQP_PASSWORD";
    }

    private void putKeys(Map<String, String> variables, Program program) {
        variables.put(
                "TIMEDEAL_SERVICE_KEY", keys.service(program.processName()).toString());
        variables.put("TIMEDEAL_SERVICE_PUBLIC_KEYS", keys.servicesPublic().toString());
        if (program == Program.USER) {
            variables.put("TIMEDEAL_TOKEN_KEYS", keys.tokens().toString());
            variables.put("TIMEDEAL_PERSONAL_DATA_KEYS", keys.personalData().toString());
            variables.put("TIMEDEAL_LOOKUP_KEY", keys.lookup().toString());
        }
    }

    private String prefix() {
        return settings.environment().getOrDefault("TIMEDEAL_DB_PREFIX", "timedeal_");
    }

    private void put(Map<String, String> variables, String name) {
        variables.put(name, password(name));
    }

    /** Servers of somebody else have passwords of somebody else; what is not said is ours. */
    private String password(String name) {
        return given(name).orElseGet(() -> secrets.get(name));
    }

    private Optional<String> given(String name) {
        var given = settings.environment().get(name);
        if (settings.infrastructure() != Infrastructure.EXTERNAL || given == null) {
            return Optional.empty();
        }
        // Only Redis can go without: blank says that this one does.
        return given.isBlank() && !name.equals("TIMEDEAL_REDIS_PASSWORD") ? Optional.empty() : Optional.of(given);
    }

    /** A broker of somebody else is taken for RabbitMQ, and its queues are to outlive one of its machines. */
    private String queues() {
        var chosen = settings.environment().getOrDefault("TIMEDEAL_MESSAGING_QUEUES", "");
        if (!chosen.isBlank()) {
            return chosen;
        }
        return switch (settings.infrastructure()) {
            case LOCAL -> "CLASSIC";
            case EXTERNAL -> "QUORUM";
        };
    }
}
