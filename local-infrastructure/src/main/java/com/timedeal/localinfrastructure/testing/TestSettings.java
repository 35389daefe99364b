package com.timedeal.localinfrastructure.testing;

import com.timedeal.localinfrastructure.schema.ServiceAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Where this test JVM runs and what it is to use.
 *
 * @param root the checkout
 * @param module artifact whose tests run
 */
record TestSettings(Path root, String module, Map<String, String> environment) {

    private static final List<String> SERVICES = List.of("user", "product", "order", "schedule");

    static TestSettings ofThisJvm() {
        return from(System.getProperties(), System.getenv());
    }

    /** Falls back on the working folder, which IDEs set to the module's. */
    static TestSettings from(Properties properties, Map<String, String> environment) {
        var folder = Path.of(properties.getProperty("user.dir"));
        var root = properties.getProperty("timedeal.root");
        var module =
                properties.getProperty("timedeal.module", folder.getFileName().toString());
        return new TestSettings(root != null ? Path.of(root) : checkout(folder), module, Map.copyOf(environment));
    }

    private static Path checkout(Path folder) {
        for (var candidate = folder; candidate != null; candidate = candidate.getParent()) {
            if (Files.isDirectory(candidate.resolve("local-infrastructure"))) {
                return candidate;
            }
        }
        return folder;
    }

    boolean external() {
        return environment.getOrDefault("TIMEDEAL_INFRA", "").equals("external");
    }

    /** What the names of test schemas on external servers begin with; only such schemas are ever dropped. */
    String prefix() {
        return environment.getOrDefault("TIMEDEAL_TEST_DB_PREFIX", "timedeal_test_");
    }

    /** The folder for everything this JVM makes; dropped and made anew by the next run. */
    Path home() {
        return root.resolve(module).resolve("target").resolve("infrastructure");
    }

    /** Where server binaries are unpacked, once per checkout. */
    Path servers() {
        return root.resolve(".timedeal").resolve("infrastructure");
    }

    /** The service whose schema the tests use; {@code test} for modules that have none. */
    String service() {
        var service = module.endsWith("-service") ? module.substring(0, module.length() - "-service".length()) : "";
        return SERVICES.contains(service) ? service : "test";
    }

    /** What a service is told about its schema and its accounts. */
    static Map<String, String> database(ServiceAccount account) {
        return Map.of(
                "TIMEDEAL_DB_NAME",
                account.schema(),
                "TIMEDEAL_DB_USER",
                account.schema(),
                "TIMEDEAL_DB_PASSWORD",
                account.password(),
                "TIMEDEAL_DB_MIGRATION_USER",
                account.migrationAccount(),
                "TIMEDEAL_DB_MIGRATION_PASSWORD",
                account.migrationPassword() == null ? account.password() : account.migrationPassword());
    }

    /** A password of 43 url-safe characters. */
    static String randomPassword() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
