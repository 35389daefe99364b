package com.timedeal.localinfrastructure.testing;

import com.timedeal.localinfrastructure.schema.ServiceAccount;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The process that runs the servers for this JVM; it ends when its standard input does, and so with this JVM however that
 * ends.
 */
final class InfrastructureProcess implements Control {

    private final Process process;
    private final BufferedReader output;
    private final Map<String, String> variables;

    private InfrastructureProcess(Process process, BufferedReader output, Map<String, String> variables) {
        this.process = process;
        this.output = output;
        this.variables = variables;
    }

    /**
     * Starts servers with fresh data and waits until they answer.
     *
     * @throws IllegalStateException with what the process said, if it gave up
     */
    static InfrastructureProcess start(TestSettings settings) {
        try {
            var home = Files.createDirectories(settings.home());
            var passwords = passwords();
            var environment = new HashMap<>(passwords);
            Stream.of("DB", "REDIS", "AMQP", "SMTP")
                    .forEach(server -> environment.put("TIMEDEAL_" + server + "_PORT", "0"));
            var errors = home.resolve("infrastructure-errors.log");
            var process = InfrastructureJar.process(
                            settings.root(),
                            environment,
                            List.of(
                                    "up",
                                    "--home",
                                    home.toString(),
                                    "--servers",
                                    settings.servers().toString(),
                                    "--fresh",
                                    "--until-stdin-closes"))
                    .redirectError(errors.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "stop-infrastructure"));
            var output = process.inputReader(StandardCharsets.UTF_8);
            awaitReady(output, errors);
            return new InfrastructureProcess(process, output, variables(settings, home, passwords));
        } catch (IOException failed) {
            throw new IllegalStateException("Cannot start the infrastructure: " + failed.getMessage(), failed);
        }
    }

    private static Map<String, String> passwords() {
        return Stream.of(
                        "DB_ADMIN",
                        "USER_DB",
                        "USER_DB_MIGRATION",
                        "PRODUCT_DB",
                        "PRODUCT_DB_MIGRATION",
                        "ORDER_DB",
                        "ORDER_DB_MIGRATION",
                        "SCHEDULE_DB",
                        "SCHEDULE_DB_MIGRATION",
                        "TEST_DB",
                        "REDIS",
                        "AMQP")
                .collect(Collectors.toMap(
                        name -> "TIMEDEAL_" + name + "_PASSWORD", name -> TestSettings.randomPassword()));
    }

    private static void awaitReady(BufferedReader output, Path errors) throws IOException {
        var said = new ArrayList<String>();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("ready")) {
                return;
            }
            said.add(line);
        }
        throw new IllegalStateException("The servers for the integration tests did not start.%n%s%n%s"
                .formatted(Files.readString(errors).strip(), String.join("\n", said)));
    }

    private static Map<String, String> variables(TestSettings settings, Path home, Map<String, String> passwords)
            throws IOException {
        var variables = new TreeMap<String, String>();
        for (var line : Files.readAllLines(home.resolve("infrastructure.env"))) {
            var separator = line.indexOf('=');
            variables.put(line.substring(0, separator), line.substring(separator + 1));
        }
        var account =
                ServiceAccount.from(passwords, List.of(settings.service())).getFirst();
        variables.putAll(TestSettings.database(account));
        variables.put("TIMEDEAL_DB_ADMIN_USER", "timedeal_admin");
        List.of("TIMEDEAL_DB_ADMIN_PASSWORD", "TIMEDEAL_REDIS_PASSWORD", "TIMEDEAL_AMQP_PASSWORD")
                .forEach(name -> variables.put(name, passwords.get(name)));
        variables.putAll(ThrowAwayKeys.make(home.resolve("keys"), settings.module()));
        return Map.copyOf(variables);
    }

    /** What the services read, plus {@code TIMEDEAL_DB_ADMIN_USER} and {@code _PASSWORD} for tests that need more rights. */
    Map<String, String> variables() {
        return variables;
    }

    @Override
    public synchronized void apply(String verb, String server) {
        try {
            if (server.equals("broker") && (verb.equals("pause") || verb.equals("resume"))) {
                // It lives in the process itself; the other servers are processes of their own and go on.
                signal(verb.equals("pause") ? "STOP" : "CONT");
                return;
            }
            process.outputWriter().write(verb + " " + server + "\n");
            process.outputWriter().flush();
            awaitAnswer(verb + " " + server);
        } catch (IOException gone) {
            throw new IllegalStateException("The infrastructure process has gone.", gone);
        }
    }

    private void awaitAnswer(String command) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("ok " + command)) {
                return;
            }
            if (line.startsWith("error ")) {
                throw new IllegalStateException("Cannot " + command + ": " + line.substring("error ".length()));
            }
        }
        throw new IOException("no answer to " + command);
    }

    private void signal(String signal) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                .start()
                .onExit()
                .join();
    }

    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            // In order, so that the next module does not share the disk with servers that are going down.
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException endedAlready) {
            // That is what was wanted.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
