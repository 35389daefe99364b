package com.timedeal.acceptance.injection;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A RabbitMQ of our own, on the program that the machine has installed: own name, ports, data, cookie and accounts, so
 * that one which serves somebody else is not touched.
 */
public final class RabbitNode {

    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/lib/rabbitmq/bin"), Path.of("/usr/local/sbin"), Path.of("/opt/homebrew/sbin"));
    private static final Duration START = Duration.ofSeconds(60);

    private final Path programs;
    private final Path home;
    private final int port;
    private final int distributionPort;
    private final String name;
    private Process process;

    private RabbitNode(Path programs, Path home, int port, int distributionPort) {
        this.programs = programs;
        this.home = home;
        this.port = port;
        this.distributionPort = distributionPort;
        this.name = "timedeal" + port + "@localhost";
    }

    /** Whether this machine can run one. */
    public static boolean isInstalled() {
        return PROGRAMS.stream().anyMatch(RabbitNode::hasServer);
    }

    private static boolean hasServer(Path folder) {
        return Files.isExecutable(folder.resolve("rabbitmq-server"))
                && Files.isExecutable(folder.resolve("rabbitmqctl"));
    }

    /** @param password of the account and virtual host {@code timedeal} */
    public static RabbitNode prepare(Path home, int port, int distributionPort, String password) throws IOException {
        var node = new RabbitNode(
                PROGRAMS.stream().filter(RabbitNode::hasServer).findFirst().orElseThrow(),
                home,
                port,
                distributionPort);
        for (var folder : List.of("home", "data", "logs")) {
            Files.createDirectories(home.resolve(folder));
        }
        Files.writeString(home.resolve("enabled_plugins"), "[].\n");
        Files.writeString(home.resolve("definitions.json"), """
                {"users": [{"name": "timedeal", "password": "%s", "tags": ["administrator"]}],
                 "vhosts": [{"name": "timedeal"}],
                 "permissions": [{"user": "timedeal", "vhost": "timedeal", "configure": ".*", "write": ".*", "read": ".*"}]}
                """.formatted(password));
        Files.writeString(home.resolve("rabbitmq.conf"), """
                listeners.tcp.1 = 127.0.0.1:%d
                load_definitions = %s
                log.file.level = warning
                """.formatted(port, home.resolve("definitions.json")));
        return node;
    }

    /** Starts it and waits until it takes connections; with the queues and messages that it had. */
    public void start() throws IOException, InterruptedException {
        if (isAlive()) {
            return;
        }
        process = program("rabbitmq-server")
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("logs/console.log").toFile())
                .start();
        var deadline = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "RabbitMQ did not start:\n" + Files.readString(home.resolve("logs/console.log")));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        // It listens before it has finished booting.
        command("await_startup");
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        for (var handle : all()) {
            handle.destroyForcibly();
        }
        all().forEach(handle -> handle.onExit().join());
        process.onExit().join();
    }

    /** In order. */
    public void stop() throws IOException, InterruptedException {
        if (isAlive()) {
            command("stop");
            process.onExit().join();
        }
    }

    /** Freezes it. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        for (var handle : all()) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(handle.pid()))
                    .start()
                    .waitFor();
        }
    }

    private List<ProcessHandle> all() {
        var all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        return all;
    }

    /** @return what {@code rabbitmqctl} said to that command */
    public String command(String... words) throws IOException, InterruptedException {
        var builder = program("rabbitmqctl");
        builder.command().addAll(List.of("-q", "-n", name));
        builder.command().addAll(List.of(words));
        var control = builder.redirectErrorStream(true).start();
        var said = new String(control.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (control.waitFor() != 0) {
            throw new IllegalStateException("rabbitmqctl " + String.join(" ", words) + ": " + said);
        }
        return said;
    }

    /** Runs a script that expects {@code rabbitmqctl}. @return what it said */
    public String script(Path script, Map<String, String> environment) throws IOException, InterruptedException {
        var builder = program("rabbitmqctl");
        var control = builder.command().getFirst() + " -n " + name;
        builder.command(script.toString(), "timedeal");
        builder.environment().putAll(environment);
        builder.environment().put("RABBITMQCTL", control);
        var running = builder.redirectErrorStream(true).start();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (running.waitFor() != 0) {
            throw new IllegalStateException(script + ": " + said);
        }
        return said;
    }

    private ProcessBuilder program(String program) {
        var builder = new ProcessBuilder(
                new ArrayList<>(List.of(programs.resolve(program).toString())));
        builder.directory(home.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("RABBITMQ_"));
        builder.environment()
                .putAll(Map.of(
                        "HOME", home.resolve("home").toString(),
                        "RABBITMQ_NODENAME", name,
                        "RABBITMQ_DIST_PORT", Integer.toString(distributionPort),
                        "RABBITMQ_MNESIA_BASE", home.resolve("data").toString(),
                        "RABBITMQ_LOG_BASE", home.resolve("logs").toString(),
                        "RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq").toString(),
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                                home.resolve("enabled_plugins").toString(),
                        "RABBITMQ_PID_FILE", home.resolve("pid").toString(),
                        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"));
        return builder;
    }
}
