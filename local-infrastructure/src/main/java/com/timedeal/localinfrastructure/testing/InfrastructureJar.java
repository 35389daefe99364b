package com.timedeal.localinfrastructure.testing;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the jar that can run servers, and the command that runs it. */
final class InfrastructureJar {

    private static final String NAME = "local-infrastructure.jar";

    private InfrastructureJar() {}

    /** A process that runs the jar on this JVM's Java, with these variables added to the environment. */
    static ProcessBuilder process(Path root, Map<String, String> variables, List<String> arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                find(ownLocation(), root).toString()));
        command.addAll(arguments);
        var process = new ProcessBuilder(command);
        // What the shell of the developer says about a running platform is not for the tests.
        process.environment().keySet().removeIf(name -> name.startsWith("TIMEDEAL_"));
        process.environment().putAll(variables);
        return process;
    }

    private static Path ownLocation() {
        try {
            return Path.of(InfrastructureJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * The jar this class was loaded from if its libraries are beside it, else the one that the build has made.
     *
     * @throws IllegalStateException saying how to build it
     */
    static Path find(Path ownLocation, Path root) {
        return Stream.of(
                        ownLocation,
                        ownLocation.resolveSibling(NAME),
                        root.resolve("local-infrastructure").resolve("target").resolve(NAME))
                .filter(InfrastructureJar::canRun)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "There is no local-infrastructure/target/%s with its libraries in %s; build it with: ./mvnw -pl local-infrastructure package"
                                .formatted(NAME, root)));
    }

    private static boolean canRun(Path jar) {
        return Files.isRegularFile(jar) && Files.isDirectory(jar.resolveSibling("lib"));
    }

    /** Runs a command of the jar that ends by itself, and returns what it printed. */
    static String run(ProcessBuilder process) {
        try {
            var running = process.redirectErrorStream(true).start();
            running.getOutputStream().close();
            var output = new String(running.getInputStream().readAllBytes());
            if (running.waitFor() != 0) {
                throw new IllegalStateException(output.strip());
            }
            return output;
        } catch (IOException notRunnable) {
            throw new IllegalStateException(notRunnable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
