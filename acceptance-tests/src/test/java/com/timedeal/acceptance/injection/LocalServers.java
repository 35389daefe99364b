package com.timedeal.acceptance.injection;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * MariaDB, Redis and the embedded broker in a process that takes orders on its standard input, so that each can be killed
 * and started by itself; the process ends with this JVM, however that ends.
 */
public final class LocalServers {

    private static final int STOP_SECONDS = 60;

    private final Path root;
    private final Path home;
    private final Path programs;
    private final Map<String, String> environment;
    private Process process;
    private BufferedReader output;

    /** @param environment passwords and ports, as the platform's own infrastructure gets them */
    public LocalServers(Path root, Path home, Path programs, Map<String, String> environment) {
        this.root = root;
        this.home = home;
        this.programs = programs;
        this.environment = Map.copyOf(environment);
    }

    /** Starts all three and waits until they answer; with the data they had, unless it is to be fresh. */
    public synchronized void start(boolean fresh) throws IOException {
        Files.createDirectories(home);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                root.resolve("local-infrastructure/target/local-infrastructure.jar")
                        .toString(),
                "up",
                "--home",
                home.toString(),
                "--servers",
                programs.toString(),
                "--until-stdin-closes"));
        if (fresh) {
            command.add("--fresh");
        }
        var errors = home.resolve("errors.log");
        var builder = new ProcessBuilder(command).redirectError(errors.toFile());
        var variables = new HashMap<>(environment);
        builder.environment().clear();
        builder.environment().putAll(variables);
        process = builder.start();
        output = process.inputReader(StandardCharsets.UTF_8);
        var said = new ArrayList<String>();
        for (var line = output.readLine(); !"ready".equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IllegalStateException(
                        "The servers did not start.\n" + Files.readString(errors) + String.join("\n", said));
            }
            said.add(line);
        }
    }

    /** Ends that server as a crash would. */
    public void kill(String server) throws IOException {
        order("kill", server);
    }

    public void stop(String server) throws IOException {
        order("stop", server);
    }

    /** Starts that server, if it does not run, and waits until it answers. */
    public void start(String server) throws IOException {
        order("start", server);
    }

    public void pause(String server) throws IOException {
        order("pause", server);
    }

    public void resume(String server) throws IOException {
        order("resume", server);
    }

    private synchronized void order(String verb, String server) throws IOException {
        process.outputWriter().write(verb + " " + server + "\n");
        process.outputWriter().flush();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("ok " + verb + " " + server)) {
                return;
            }
            if (line.startsWith("error ")) {
                throw new IllegalStateException(line);
            }
        }
        throw new IOException("The process of the servers has ended");
    }

    /** All of it at once, as when the power goes. */
    public synchronized void killAll() throws InterruptedException {
        var all = new ArrayList<>(process.descendants().toList());
        all.addFirst(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        for (var handle : all) {
            handle.onExit().join();
        }
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** In order. */
    public synchronized void end() throws InterruptedException {
        if (process == null) {
            return;
        }
        try {
            process.getOutputStream().close();
        } catch (IOException endedAlready) {
            return;
        }
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
