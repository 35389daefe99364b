package com.timedeal.localinfrastructure.testing;

import com.timedeal.localinfrastructure.schema.ServiceAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prepares servers that somebody else runs: a fresh test schema for the module, and the addresses as they are. */
final class ExternalServers {

    private static final Map<String, String> DEFAULTS = Map.of(
            "TIMEDEAL_DB_HOST", "127.0.0.1",
            "TIMEDEAL_DB_PORT", "3306",
            "TIMEDEAL_REDIS_HOST", "127.0.0.1",
            "TIMEDEAL_REDIS_PORT", "6379",
            "TIMEDEAL_REDIS_PASSWORD", "",
            "TIMEDEAL_AMQP_HOST", "127.0.0.1",
            "TIMEDEAL_AMQP_PORT", "5672");

    private ExternalServers() {}

    /** @throws IllegalStateException if a server refuses, with its reason and what to do */
    static Map<String, String> prepare(TestSettings settings) {
        var variables = new HashMap<String, String>();
        DEFAULTS.forEach(
                (name, usual) -> variables.put(name, settings.environment().getOrDefault(name, usual)));
        variables.putAll(RealBroker.account(settings.environment()));
        variables.put("TIMEDEAL_DB_ADMIN_USER", settings.environment().getOrDefault("TIMEDEAL_DB_ADMIN_USER", "root"));
        variables.put(
                "TIMEDEAL_DB_ADMIN_PASSWORD", settings.environment().getOrDefault("TIMEDEAL_DB_ADMIN_PASSWORD", ""));
        var environment = new HashMap<>(variables);
        environment.put("TIMEDEAL_DB_PREFIX", settings.prefix());
        environment.put(ServiceAccount.passwordVariable(settings.service()), TestSettings.randomPassword());
        environment.put(ServiceAccount.migrationPasswordVariable(settings.service()), TestSettings.randomPassword());
        InfrastructureJar.run(InfrastructureJar.process(
                settings.root(), environment, List.of("provision", "--fresh", settings.service())));

        var account =
                ServiceAccount.from(environment, List.of(settings.service())).getFirst();
        variables.putAll(TestSettings.database(account));
        try {
            var keys = Files.createDirectories(settings.home()).resolve("keys");
            variables.putAll(ThrowAwayKeys.make(keys, settings.module()));
            variables.putAll(mailbox(settings));
        } catch (IOException failed) {
            throw new IllegalStateException("Cannot write keys for the tests: " + failed.getMessage(), failed);
        }
        return Map.copyOf(variables);
    }

    /** Ours also here: a test must be able to read what was sent. It ends with this JVM, whose end closes its input. */
    private static Map<String, String> mailbox(TestSettings settings) throws IOException {
        var folder = settings.home().resolve("mail-" + ProcessHandle.current().pid());
        var process = InfrastructureJar.process(
                        settings.root(),
                        Map.of("TIMEDEAL_SMTP_PORT", "0"),
                        List.of("mailbox", "--folder", folder.toString(), "--until-stdin-closes"))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-mailbox"));
        var said = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (said == null || !said.startsWith("mailbox answers")) {
            throw new IllegalStateException("The mailbox for the tests did not start: "
                    + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        return Map.of(
                "TIMEDEAL_SMTP_HOST", "127.0.0.1",
                "TIMEDEAL_SMTP_PORT", said.substring(said.lastIndexOf(' ') + 1),
                "TIMEDEAL_MAIL_FOLDER", folder.toString());
    }
}
