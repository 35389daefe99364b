package com.timedeal.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.demo.Gateway;
import com.timedeal.launcher.platform.Platform;
import com.timedeal.launcher.platform.PlatformSettings;
import com.timedeal.launcher.platform.PlatformSettings.Infrastructure;
import com.timedeal.launcher.platform.PlatformSettings.Jvm;
import com.timedeal.launcher.platform.Program;
import com.timedeal.launcher.tokens.Role;
import com.timedeal.launcher.tokens.TokenIssuer;
import com.timedeal.launcher.tokens.UserIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A platform of its own, with empty tables and the lab beside it. */
final class Stage implements AutoCloseable {

    static final String GATEWAY = "gateway-service";
    static final String ORDERS = "order-service";
    static final String SECOND_ORDERS = "order-service-2";
    static final String LAB = "concurrency-lab";

    /** A gateway like the other one, but that it leads to the lab. */
    static final String LAB_GATEWAY = "gateway-service-2";

    /** The gateway of another checkout, if that was asked for. */
    static final String OTHER_GATEWAY = "gateway-service-3";

    private static final String BUFFER_POOL = "1G";
    private static final String REDO_LOG = "1G";
    private static final int TALKS_AT_ONCE = 8;
    private static final Duration AUDIT = Duration.ofMinutes(10);

    /** How long what need only hold in the end may take to do so. */
    private static final Duration QUIET = Duration.ofSeconds(15);

    /** And how often it is looked at before that is the end: with many orders a single look takes that long. */
    private static final int LOOKS = 5;

    private static final long LOOK_AGAIN_MILLIS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Platform platform;
    private final Tokens tokens;
    private final Books books;
    private final Gateway gateway;
    private final Gateway lab;
    private final Sales sales;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Stage(Platform platform, Clock clock) throws IOException {
        this.platform = platform;
        this.tokens = new Tokens(TokenIssuer.at(platform.settings().home(), clock), new UserIds(clock));
        this.books = Books.of(platform);
        this.gateway = new Gateway(platform.gateway(), TALKS_AT_ONCE);
        this.lab = new Gateway(platform.address(LAB), TALKS_AT_ONCE);
        this.sales = new Sales(gateway, lab, tokens, books, clock);
    }

    static Platform platform(PlatformSettings base) {
        if (base.infrastructure() == Infrastructure.EXTERNAL) {
            throw new Failure("bench fixes the settings of its own servers; unset TIMEDEAL_INFRA.");
        }
        var secrets = new SecureRandom();
        var bytes = new byte[24];
        secrets.nextBytes(bytes);
        var labPassword = HexFormat.of().formatHex(bytes);
        var settings = base.withHome(base.home().resolve("bench"))
                .withJvm(Jvm.THROUGHPUT)
                .withInstances(Program.LAB, 1)
                .withInstances(Program.GATEWAY, 2)
                .withEnvironment(
                        "infrastructure",
                        Map.of(
                                "TIMEDEAL_LAB_DB_PASSWORD",
                                labPassword,
                                "TIMEDEAL_DB_BUFFER_POOL",
                                BUFFER_POOL,
                                "TIMEDEAL_DB_REDO_LOG",
                                REDO_LOG))
                .withEnvironment(
                        LAB,
                        watched(Map.of(
                                "TIMEDEAL_DB_PASSWORD", labPassword, "TIMEDEAL_DB_MIGRATION_PASSWORD", labPassword)))
                .withEnvironment(GATEWAY, watched(Map.of()))
                .withEnvironment(OTHER_GATEWAY, watched(Map.of()))
                .withEnvironment(LAB_GATEWAY, watched(labRoutes()));
        for (var process : List.of(ORDERS, SECOND_ORDERS)) {
            // Unpaid orders would expire in the middle of a later measurement.
            settings = settings.withEnvironment(process, watched(Map.of("TIMEDEAL_PAYMENT_DUE_AFTER", "1d")));
        }
        return new Platform(settings);
    }

    /** Starts everything, with empty tables. */
    static Stage start(Platform platform, Clock clock, Terminal terminal) throws IOException, InterruptedException {
        try (var progress = terminal.progress()) {
            platform.reset(progress);
            platform.up(progress);
        }
        return of(platform, clock);
    }

    /** The one that runs already. */
    static Stage of(Platform platform, Clock clock) throws IOException {
        return new Stage(platform, clock);
    }

    /** Starts the gateway that was built in that checkout, beside ours. */
    void startOtherGateway(Path checkout, Terminal terminal) throws IOException, InterruptedException {
        try (var progress = terminal.progress()) {
            new Platform(platform.settings().ofCheckout(checkout)).start(OTHER_GATEWAY, progress);
        }
    }

    private static Map<String, String> watched(Map<String, String> more) {
        var variables = new HashMap<>(more);
        variables.put("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,metrics");
        variables.put("MANAGEMENT_ENDPOINT_METRICS_ACCESS", "read-only");
        return variables;
    }

    /** As many as are looked at before a purchase finds its own, so that finding it costs the same. */
    private static Map<String, String> labRoutes() {
        var routes = "SPRING_CLOUD_GATEWAY_SERVER_WEBFLUX_ROUTES_";
        return Map.of(
                routes + "0_ID", "exports",
                routes + "0_URI", "lb://order-service",
                routes + "0_PREDICATES_0",
                        "Path=/api/v1/orders/export,/api/v1/deals/*/orders/export,/api/v1/products/*/orders/export",
                routes + "1_ID", "lab",
                routes + "1_URI", "lb://concurrency-lab",
                routes + "1_PREDICATES_0", "Path=/lab/*/deals/*/orders");
    }

    Platform platform() {
        return platform;
    }

    Tokens tokens() {
        return tokens;
    }

    Books books() {
        return books;
    }

    Sales sales() {
        return sales;
    }

    List<InetSocketAddress> addresses(List<String> processes) {
        return processes.stream()
                .map(process -> new InetSocketAddress(InetAddress.getLoopbackAddress(), platform.port(process)))
                .toList();
    }

    /**
     * Evaluates the invariants of order-service or of the lab.
     *
     * @throws Violation naming those that do not hold
     */
    void audit(Way.Rows rows) throws IOException, InterruptedException {
        switch (rows) {
            case ORDER_SERVICE, COUPONS -> audit(ORDERS, "order");
            case LAB -> audit(LAB, "lab");
            case NONE -> {}
        }
    }

    private void audit(String process, String name) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + QUIET.toNanos();
        for (var looks = 1; ; looks++) {
            var broken = broken(get(platform.address(process), "/api/v1/audit/" + name));
            if (broken == null) {
                return;
            }
            if (!broken.path("onceQuiet").asBoolean() || looks >= LOOKS && System.nanoTime() > deadline) {
                throw new Violation(broken.path("id").asText() + " does not hold: "
                        + broken.path("statement").asText() + " "
                        + broken.path("discrepancies").path(0));
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /** @return the first that does not hold, one that no waiting mends before all others; null when all do */
    private static JsonNode broken(JsonNode report) {
        JsonNode first = null;
        for (var invariant : report.path("invariants")) {
            if (!invariant.path("holds").asBoolean()
                    && (first == null || !invariant.path("onceQuiet").asBoolean())) {
                first = invariant;
            }
        }
        return first;
    }

    /** @return the sum over all instances; 0 for a metric that nobody has touched yet */
    double metric(String process, String name, String tag) throws IOException, InterruptedException {
        var answer = get(platform.management(process), "/actuator/metrics/" + name + "?tag=" + tag);
        return answer.path("measurements").path(0).path("value").asDouble();
    }

    private JsonNode get(URI server, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Authorization", "Bearer " + tokens.of(Role.ADMIN))
                .timeout(AUDIT)
                .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        lab.close();
        http.close();
        books.close();
    }
}
