package com.timedeal.launcher.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;

/**
 * Stands in for every program of the platform in tests: packed into a jar of the right name it unpacks itself like a Spring
 * Boot jar, runs as infrastructure, registry, gateway or service, and fails as {@code STAND_IN} says.
 */
final class StandIn {

    private StandIn() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var jar = Path.of(System.getProperty("java.class.path"));
        if ("tools".equals(System.getProperty("jarmode"))) {
            Files.copy(jar, Path.of(args[args.length - 1]).resolve(jar.getFileName()));
            return;
        }
        var name = jar.getFileName().toString().replaceAll("(-[0-9].*)?\\.jar", "");
        System.out.println(name + " began");
        switch (System.getenv().getOrDefault("STAND_IN", "")) {
            case "crash" -> {
                for (var line = 1; line <= 40; line++) {
                    System.out.println("last words " + line);
                }
                System.exit(3);
            }
            case "never-ready" -> waitForEver();
            default -> {}
        }
        switch (name) {
            case "local-infrastructure" -> {
                if (args[0].equals("mailbox")) {
                    mailbox(Path.of(args[2]));
                } else {
                    infrastructure(Path.of(args[2]));
                }
            }
            case "discovery-service" -> discovery();
            default -> service(name);
        }
        System.out.println(name + " is ready");
        waitForEver();
    }

    private static void waitForEver() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static void infrastructure(Path home) throws IOException {
        for (var name :
                List.of("TIMEDEAL_DB_PORT", "TIMEDEAL_REDIS_PORT", "TIMEDEAL_AMQP_PORT", "TIMEDEAL_SMTP_PORT")) {
            var server = new ServerSocket(Integer.parseInt(System.getenv(name)), 50, InetAddress.getLoopbackAddress());
            SERVERS.add(server);
        }
        Files.createDirectories(home.resolve("infrastructure/mariadb"));
        Files.writeString(home.resolve("infrastructure/mariadb/ledger"), "units");
        var draft = Files.writeString(
                home.resolve("infrastructure.env.new"), "TIMEDEAL_DB_PORT=" + System.getenv("TIMEDEAL_DB_PORT") + "\n");
        Files.move(draft, home.resolve("infrastructure.env"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void mailbox(Path folder) throws IOException {
        Files.createDirectories(folder);
        var port = Integer.parseInt(System.getenv("TIMEDEAL_SMTP_PORT"));
        SERVERS.add(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
    }

    private static final List<ServerSocket> SERVERS = new ArrayList<>();

    private static void discovery() throws IOException {
        var registered = new ConcurrentSkipListSet<String>();
        var server = server();
        server.createContext("/register/", exchange -> {
            registered.add(exchange.getRequestURI().getPath().substring("/register/".length()));
            answer(exchange, 204, "");
        });
        server.createContext("/eureka/apps", exchange -> {
            var allowed = exchange.getRequestHeaders().getFirst("Authorization") != null;
            answer(exchange, allowed ? 200 : 401, json(registered));
        });
        server.start();
    }

    private static String json(Iterable<String> registered) {
        var applications = new ArrayList<String>();
        for (var each : registered) {
            var words = each.split("/");
            applications.add("""
                    {"name": "%s", "instance": [{"hostName": "127.0.0.1", "port": {"$": %s}, "status": "UP"}]}""".formatted(words[0].toUpperCase(Locale.ROOT), words[1]));
        }
        return "{\"applications\": {\"application\": [" + String.join(",", applications) + "]}}";
    }

    private static void service(String name) throws IOException, InterruptedException {
        var server = server();
        // As gateway: whatever is asked for, nobody is logged in.
        server.createContext("/", exchange -> answer(exchange, 401, ""));
        server.start();
        var registry = URI.create("http://127.0.0.1:" + System.getenv("TIMEDEAL_EUREKA_PORT") + "/register/" + name
                + "/" + System.getenv("SERVER_PORT"));
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(registry).build(), BodyHandlers.discarding());
    }

    private static HttpServer server() throws IOException {
        var server = HttpServer.create(
                new InetSocketAddress(System.getenv("SERVER_ADDRESS"), Integer.parseInt(System.getenv("SERVER_PORT"))),
                50);
        if (System.getenv("MANAGEMENT_SERVER_PORT") == null) {
            tellHealth(server);
        } else {
            var management = HttpServer.create(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(),
                            Integer.parseInt(System.getenv("MANAGEMENT_SERVER_PORT"))),
                    50);
            tellHealth(management);
            management.start();
        }
        return server;
    }

    private static void tellHealth(HttpServer server) {
        server.createContext("/actuator/health/readiness", exchange -> answer(exchange, 200, "{\"status\":\"UP\"}"));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
