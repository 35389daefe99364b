package com.timedeal.launcher.load;

import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The JMeter that {@code jmeter/pom.xml} lays out, run without a window as a process of its own. */
final class JMeter {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration END = Duration.ofSeconds(10);
    private static final int WARNS_OF_UNSAFE_SINCE = 24;

    private final Path folder;

    /** @param folder where the plans are */
    JMeter(Path folder) {
        this.folder = folder;
    }

    /** What is called now and then while it runs. */
    @FunctionalInterface
    interface Watcher {
        void look() throws IOException;
    }

    /** The results, line by line, as JMeter writes them. */
    static Path results(Path run) {
        return run.resolve("results.csv");
    }

    static Path dashboard(Path run) {
        return run.resolve("dashboard").resolve("index.html");
    }

    /**
     * Runs a plan and waits for its end.
     *
     * @param run a folder for everything it writes
     * @param patience after which it is ended
     * @return whether it came to its end by itself and said that all went well
     */
    boolean run(String plan, Map<String, ?> properties, Path run, Duration patience, Watcher watcher)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(command(plan, properties, run))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(run.resolve("output.log").toFile())
                .start();
        // Whatever ends this program ends the load as well.
        var guard = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(guard);
        var deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                watcher.look();
                if (System.nanoTime() - deadline >= 0) {
                    return false;
                }
            }
            watcher.look();
            return process.exitValue() == 0;
        } finally {
            process.destroy();
            if (!Processes.awaitEnd(process.toHandle(), END)) {
                process.destroyForcibly();
            }
            forget(guard);
        }
    }

    private static void forget(Thread guard) {
        try {
            Runtime.getRuntime().removeShutdownHook(guard);
        } catch (IllegalStateException programEnds) {
            // The guard is at work already.
        }
    }

    private List<String> command(String plan, Map<String, ?> properties, Path run) {
        var home = folder.resolve("target").resolve("jmeter");
        var program = home.resolve("bin").resolve("ApacheJMeter.jar");
        if (!Files.exists(program)) {
            throw new Failure("JMeter is not in " + home + ": ./mvnw -f jmeter/pom.xml package lays it out.");
        }
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Xss512k",
                "-XX:+UseParallelGC",
                "-Djava.awt.headless=true",
                "-Djava.util.prefs.userRoot=" + run));
        if (Runtime.version().feature() >= WARNS_OF_UNSAFE_SINCE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of(
                "-jar",
                program.toString(),
                "--nongui",
                "--testfile",
                folder.resolve(plan).toString(),
                "--logfile",
                results(run).toString(),
                "--jmeterlogfile",
                run.resolve("jmeter.log").toString(),
                "--reportatendofloadtests",
                "--reportoutputfolder",
                dashboard(run).getParent().toString(),
                // Two columns more: whose answer it was, and which order it brought.
                "-Jsample_variables=userId,orderId",
                // Else it keeps the last results to itself for a while.
                "-Jjmeter.save.saveservice.autoflush=true",
                "-Jjmeter.reportgenerator.overall_granularity=1000",
                // It would listen on a fixed port for the wish to stop.
                "-Jjmeterengine.nongui.port=0"));
        properties.forEach((name, value) -> command.add("-J" + name + "=" + value));
        return command;
    }
}
