package com.timedeal.launcher.secrets;

import com.timedeal.launcher.command.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The passwords of one installation: {@code <home>/secrets.env}, lines of {@code KEY=value}.
 *
 * <p>There are no default passwords. Each is made at random the first time it is missed and never changed afterwards:
 * the data folders of the servers hold the same ones.
 */
public final class Secrets {

    /** What an installation needs; a name added here appears in existing installations at their next start. */
    public static final List<String> NAMES = List.of(
            "TIMEDEAL_DB_ADMIN_PASSWORD",
            "TIMEDEAL_USER_DB_PASSWORD",
            "TIMEDEAL_USER_DB_MIGRATION_PASSWORD",
            "TIMEDEAL_PRODUCT_DB_PASSWORD",
            "TIMEDEAL_PRODUCT_DB_MIGRATION_PASSWORD",
            "TIMEDEAL_ORDER_DB_PASSWORD",
            "TIMEDEAL_ORDER_DB_MIGRATION_PASSWORD",
            "TIMEDEAL_SCHEDULE_DB_PASSWORD",
            "TIMEDEAL_SCHEDULE_DB_MIGRATION_PASSWORD",
            "TIMEDEAL_REDIS_PASSWORD",
            "TIMEDEAL_AMQP_PASSWORD",
            "TIMEDEAL_USER_AMQP_PASSWORD",
            "TIMEDEAL_PRODUCT_AMQP_PASSWORD",
            "TIMEDEAL_ORDER_AMQP_PASSWORD",
            "TIMEDEAL_SCHEDULE_AMQP_PASSWORD",
            "TIMEDEAL_EUREKA_PASSWORD",
            "TIMEDEAL_PAYMENT_CALLBACK_SECRET");

    private static final int RANDOM_BYTES = 32;

    private final Map<String, String> values;

    private Secrets(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The file with the passwords of the installation in that home folder. */
    public static Path file(Path home) {
        return home.resolve("secrets.env");
    }

    /** Reads the secrets and makes those that are missing; calling it twice changes nothing. */
    public static Secrets ensure(Path home) throws IOException {
        PrivateFiles.folder(home);
        var file = file(home);
        var lines = Files.exists(file) ? Files.readString(file) : "";
        var values = parse(lines);
        var added = new StringBuilder();
        var random = new SecureRandom();
        for (var name : NAMES) {
            if (!values.containsKey(name)) {
                var bytes = new byte[RANDOM_BYTES];
                random.nextBytes(bytes);
                var value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                values.put(name, value);
                added.append(name).append('=').append(value).append('\n');
            }
        }
        if (!added.isEmpty()) {
            var separator = lines.isEmpty() || lines.endsWith("\n") ? "" : "\n";
            PrivateFiles.write(file, lines + separator + added);
        }
        return new Secrets(values);
    }

    /** Reads the secrets without making any; those that are missing are missing. */
    public static Secrets read(Path home) throws IOException {
        var file = file(home);
        return new Secrets(Files.exists(file) ? parse(Files.readString(file, StandardCharsets.UTF_8)) : Map.of());
    }

    /** The secret of that name; it fails with a sentence when there is none. */
    public String get(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new Failure("There is no " + name + " yet: run ./timedeal up first.");
        }
        return value;
    }

    /** As {@link #get}, empty when there is none. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static Map<String, String> parse(String text) {
        var values = new LinkedHashMap<String, String>();
        text.lines().forEach(line -> {
            var at = line.indexOf('=');
            if (at > 0 && !line.startsWith("#")) {
                values.put(line.substring(0, at).strip(), line.substring(at + 1).strip());
            }
        });
        return values;
    }

    @Override
    public String toString() {
        return "Secrets" + values.keySet();
    }
}
