package com.timedeal.localinfrastructure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs the servers until this process is told to end. */
final class Up {

    private static final int STOP_SECONDS = 40;

    private final Arguments.Up arguments;
    private final Settings settings;

    Up(Arguments.Up arguments, Settings settings) {
        this.arguments = arguments;
        this.settings = settings;
    }

    /** Returns never; the process ends by a signal, by the end of standard input, or because a server failed. */
    void run() {
        try {
            var home = Home.take(arguments.home());
            run(home);
        } catch (IOException failed) {
            throw explained(failed);
        }
    }

    private CannotStart explained(IOException failed) {
        var reason = failed.getMessage() == null ? failed.toString() : failed.getMessage();
        if (StartFailure.isDiskFull(reason)) {
            return new CannotStart(StartFailure.diskFull(arguments.home()), failed);
        }
        var what = failed instanceof FileSystemException ? failed.getClass().getSimpleName() + " " : "";
        return new CannotStart("Cannot start in %s: %s%s".formatted(arguments.home(), what, reason), failed);
    }

    private void run(Home home) throws IOException {
        var began = System.nanoTime();
        System.out.println("home     " + home.folder());
        home.withdrawAnnouncement();
        logTo(home.log("broker"));
        var binaries = new ServerBinaries(arguments.servers());
        binaries.requireSupported();
        var databasePort = Ports.choose(settings.databasePort());
        var redisPort = Ports.choose(settings.redisPort());
        var amqpPort = Ports.choose(settings.amqpPort());
        var smtpPort = Ports.choose(settings.smtpPort());
        var mariaDb = new MariaDb(home, binaries, settings, databasePort, Up::fail);
        var redis = new Redis(home, binaries, settings, redisPort, Up::fail);
        var broker = new Broker(home, settings, amqpPort);
        var mailbox = new Mailbox(home.data("mail"), smtpPort);

        mariaDb.stopLeftover();
        redis.stopLeftover();
        Ports.requireFree(databasePort, "MariaDB", "TIMEDEAL_DB_PORT");
        Ports.requireFree(redisPort, "Redis", "TIMEDEAL_REDIS_PORT");
        Ports.requireFree(amqpPort, "the broker", "TIMEDEAL_AMQP_PORT");
        Ports.requireFree(smtpPort, "the mailbox", "TIMEDEAL_SMTP_PORT");
        if (arguments.fresh()) {
            for (var data : List.of("mariadb", "redis", "broker", "mail")) {
                Home.delete(home.data(data));
            }
        }

        List<Server> servers = List.of(mariaDb, redis, broker, mailbox);
        startAll(home, servers);

        var variables = new LinkedHashMap<String, String>();
        variables.put("TIMEDEAL_DB_HOST", "127.0.0.1");
        variables.put("TIMEDEAL_DB_PORT", Integer.toString(databasePort));
        variables.put("TIMEDEAL_REDIS_HOST", "127.0.0.1");
        variables.put("TIMEDEAL_REDIS_PORT", Integer.toString(redisPort));
        variables.put("TIMEDEAL_AMQP_HOST", "127.0.0.1");
        variables.put("TIMEDEAL_AMQP_PORT", Integer.toString(amqpPort));
        variables.put("TIMEDEAL_AMQP_USER", Settings.AMQP_USER);
        variables.put("TIMEDEAL_AMQP_VHOST", Settings.AMQP_USER);
        variables.put("TIMEDEAL_SMTP_HOST", "127.0.0.1");
        variables.put("TIMEDEAL_SMTP_PORT", Integer.toString(smtpPort));
        variables.put("TIMEDEAL_MAIL_FOLDER", home.data("mail").toString());
        variables.put(
                "TIMEDEAL_INFRASTRUCTURE_PID",
                Long.toString(ProcessHandle.current().pid()));
        mariaDb.pid().ifPresent(pid -> variables.put("TIMEDEAL_DB_PID", pid.toString()));
        redis.pid().ifPresent(pid -> variables.put("TIMEDEAL_REDIS_PID", pid.toString()));
        home.announce(variables);
        System.out.printf(
                "all      answer on 127.0.0.1: %d, %d, %d, %d   %s%n",
                databasePort, redisPort, amqpPort, smtpPort, since(began));
        System.out.println("ready");

        if (arguments.untilStdinCloses()) {
            var control = new ServerControl(servers);
            var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (var line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println(control.obey(line));
            }
            System.exit(0);
        }
        waitForever();
    }

    /** Where the libraries log; must be said before the first of them does. */
    private static void logTo(Path file) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
        System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        System.setProperty("org.slf4j.simpleLogger.logFile", file.toString());
    }

    private void startAll(Home home, List<Server> servers) {
        var starters = Executors.newVirtualThreadPerTaskExecutor();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAll(home, servers, starters), "stop"));
        var started = new ExecutorCompletionService<Void>(starters);
        for (var server : servers) {
            started.submit(() -> {
                var began = System.nanoTime();
                server.start();
                System.out.printf("%-8s ready   %s%n", server.name(), since(began));
                return null;
            });
        }
        try {
            for (var ignored : servers) {
                started.take().get();
            }
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case CannotStart reason -> throw reason;
                case IOException reason -> throw explained(reason);
                default -> throw new IllegalStateException(failed.getCause());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted.", interrupted);
        }
    }

    private static void stopAll(Home home, List<Server> servers, ExecutorService starters) {
        var began = System.nanoTime();
        var out = System.out;
        starters.shutdown();
        if (!starters.isTerminated()) {
            // The broker prints a stack trace when it is ended while it starts.
            System.setOut(new PrintStream(OutputStream.nullOutputStream()));
            System.setErr(System.out);
        }
        try {
            stop(servers);
            // What was just about to start has started meanwhile, and must not slip through.
            starters.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            stop(servers);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            home.withdrawAnnouncement();
            home.close();
        } catch (IOException harmless) {
            out.println("Cannot tidy up: " + harmless.getMessage());
        }
        out.println("stopped  " + since(began));
    }

    private static void stop(List<Server> servers) {
        try (var stoppers = Executors.newVirtualThreadPerTaskExecutor()) {
            servers.forEach(server -> stoppers.execute(server::stop));
        }
    }

    /** Ends the process, and with it the other servers, when one has gone. */
    private static void fail(String reason) {
        System.err.println(reason);
        // Not on the thread that reports the end of processes: the orderly stop needs it.
        new Thread(() -> System.exit(1), "fail").start();
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String since(long began) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - began) / 1e9);
    }
}
