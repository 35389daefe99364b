package com.timedeal.localinfrastructure;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.timedeal.localinfrastructure.schema.ServiceAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The jar, run as its users run it, on a home of its own. */
final class ProcessUnderTest implements AutoCloseable {

    static final String PASSWORD = "a-password-for-these-tests-alone";

    private final Path home;
    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>();

    private ProcessUnderTest(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    /** A folder under target/ that is empty. */
    static Path emptyHome(String name) throws IOException {
        var home = Path.of("target", "homes", name).toAbsolutePath();
        Home.delete(home);
        return Files.createDirectories(home);
    }

    /** Starts the process and waits until it is ready or has given up. */
    static ProcessUnderTest start(Path home, Map<String, String> variables, String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of("target", "local-infrastructure.jar").toAbsolutePath().toString(),
                "up",
                "--home",
                home.toString(),
                "--servers",
                Path.of("..", ".timedeal", "infrastructure")
                        .toAbsolutePath()
                        .normalize()
                        .toString()));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        for (var name : List.of("DB_ADMIN", "USER_DB", "PRODUCT_DB", "ORDER_DB", "SCHEDULE_DB", "REDIS", "AMQP")) {
            builder.environment().put("TIMEDEAL_" + name + "_PASSWORD", PASSWORD);
            builder.environment().put("TIMEDEAL_" + name + "_MIGRATION_PASSWORD", PASSWORD);
        }
        for (var service : ServiceAccount.SERVICES) {
            builder.environment().put("TIMEDEAL_" + service.toUpperCase(Locale.ROOT) + "_AMQP_PASSWORD", PASSWORD);
        }
        for (var name : List.of("DB", "REDIS", "AMQP", "SMTP")) {
            builder.environment().put("TIMEDEAL_" + name + "_PORT", "0");
        }
        builder.environment().putAll(variables);
        var started = new ProcessUnderTest(home, builder.start());
        started.awaitReady();
        return started;
    }

    private void awaitReady() throws IOException {
        var reader = process.inputReader(StandardCharsets.UTF_8);
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            output.add(line);
            if (line.equals("ready")) {
                for (var variable : Files.readAllLines(home.resolve("infrastructure.env"))) {
                    variables.put(variable.split("=")[0], variable.split("=")[1]);
                }
                return;
            }
        }
    }

    boolean isReady() {
        return !variables.isEmpty();
    }

    String output() {
        return String.join("\n", output);
    }

    /** What the process prints between being ready and its end. */
    String remainingOutput() throws IOException {
        return String.join(
                "\n", process.inputReader(StandardCharsets.UTF_8).lines().toList());
    }

    int port(String server) {
        return Integer.parseInt(variables.get("TIMEDEAL_" + server + "_PORT"));
    }

    ProcessHandle child(String server) {
        return ProcessHandle.of(Long.parseLong(variables.get("TIMEDEAL_" + server + "_PID")))
                .orElseThrow();
    }

    Connection amqp() throws IOException, TimeoutException {
        return amqp("timedeal");
    }

    Connection amqp(String user) throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port("AMQP"));
        factory.setUsername(user);
        factory.setPassword(PASSWORD);
        factory.setVirtualHost("timedeal");
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    /** As the account that may change tables. */
    java.sql.Connection database(String schema) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:%d/%s".formatted(port("DB"), schema), schema + "_migration", PASSWORD);
    }

    int exitStatus() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running");
        }
        return process.exitValue();
    }

    /** Ends the process as a crash would; its children go on. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends the process in order. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
