package com.timedeal.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.acceptance.Seller;
import com.timedeal.acceptance.injection.CrashPoint;
import com.timedeal.acceptance.injection.CrashPoints;
import com.timedeal.acceptance.injection.LocalServers;
import com.timedeal.acceptance.injection.Proxy;
import com.timedeal.acceptance.injection.RabbitNode;
import com.timedeal.launcher.audit.AuditTable;
import com.timedeal.launcher.audit.ReadAudits;
import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.demo.Gateway;
import com.timedeal.launcher.platform.Member;
import com.timedeal.launcher.platform.Platform;
import com.timedeal.launcher.platform.PlatformSettings;
import com.timedeal.launcher.platform.Ports;
import com.timedeal.launcher.platform.Ports.Port;
import com.timedeal.launcher.platform.Program;
import com.timedeal.launcher.platform.Progress;
import com.timedeal.launcher.platform.ProgressLines;
import com.timedeal.launcher.secrets.Secrets;
import com.timedeal.launcher.tokens.Role;
import com.timedeal.launcher.tokens.TokenIssuer;
import com.timedeal.launcher.tokens.UserIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The one platform that all fault tests of this JVM share: two instances of everything but the registry, servers of its
 * own, and a proxy on every way from a service to a server and from a client to a gateway.
 *
 * <p>Crash points are heeded by the second instance of a service only ({@code order-service-2}), so that there is always one
 * that lives.
 */
final class Faults implements CloseableResource {

    /** What a service is connected to. */
    enum Server {
        DATABASE("TIMEDEAL_DB_PORT"),
        REDIS("TIMEDEAL_REDIS_PORT"),
        BROKER("TIMEDEAL_AMQP_PORT");

        private final String variable;

        Server(String variable) {
            this.variable = variable;
        }
    }

    private static final List<Program> DOUBLE =
            List.of(Program.GATEWAY, Program.USER, Program.PRODUCT, Program.ORDER, Program.SCHEDULE);
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final int IN_FLIGHT = 200;
    private static final Terminal OUT = new Terminal(System.out, false, 140);

    /** How long an order may stay unpaid: until then no unit that somebody was given can come back. */
    static final Duration UNPAID_FOR = Duration.ofSeconds(20);

    /** Short, so that what was left undone is tidied up while a test waits. */
    private static final Map<String, String> IMPATIENT = Map.of(
            "TIMEDEAL_ORDERS_PENDINGAFTER", "8s",
            "TIMEDEAL_ORDERS_PAYMENTDUEAFTER", UNPAID_FOR.toSeconds() + "s",
            "TIMEDEAL_ORDERS_COOLDOWNAFTEREXPIRY", "1s");

    private final Platform platform;
    private final LocalServers servers;
    private final RabbitNode rabbit;
    private final CrashPoints crashPoints;
    private final Map<String, Map<Server, Proxy>> proxies;
    private final List<Proxy> doors;
    private final List<Gateway> gateways;
    private final TokenIssuer tokens;
    private final UserIds ids = new UserIds(Clock.systemUTC());
    private Boolean takesMoney;
    private final Thread whenEnded = new Thread(this::endQuietly, "stop-platform");

    private Faults(
            Platform platform,
            LocalServers servers,
            RabbitNode rabbit,
            CrashPoints crashPoints,
            Map<String, Map<Server, Proxy>> proxies,
            List<Proxy> doors)
            throws IOException {
        this.platform = platform;
        this.servers = servers;
        this.rabbit = rabbit;
        this.crashPoints = crashPoints;
        this.proxies = proxies;
        this.doors = doors;
        this.gateways = doors.stream()
                .map(door -> new Gateway(URI.create("http://127.0.0.1:" + door.port()), IN_FLIGHT))
                .toList();
        this.tokens = TokenIssuer.at(platform.settings().home(), Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(whenEnded);
    }

    static Faults start() throws IOException, InterruptedException {
        var root = Path.of(System.getProperty("timedeal.root"));
        var home = root.resolve("acceptance-tests/target/faults");
        var before = new Platform(settings(root, home, Ports.free()));
        if (Files.exists(home)) {
            // What a run that was cut off left behind.
            before.down(Progress.silent());
        }
        delete(home);
        var ports = Ports.free();
        var secrets = Secrets.ensure(home);
        var settings = settings(root, home, ports);

        var servers = new LocalServers(
                root,
                home.resolve("servers"),
                settings.servers(),
                serverEnvironment(new Platform(settings), RabbitNode.isInstalled()));
        RabbitNode rabbit = null;
        if (RabbitNode.isInstalled()) {
            var amqp = ports.of(Port.AMQP);
            rabbit = RabbitNode.prepare(home.resolve("rabbit"), amqp, amqp + 1, secrets.get("TIMEDEAL_AMQP_PASSWORD"));
            rabbit.start();
        }
        servers.start(true);

        var crashPoints = CrashPoints.in(home.resolve("crash-points"));
        Map<String, Map<Server, Proxy>> proxies = new TreeMap<>();
        for (var member : new Platform(settings).members()) {
            if (member.program().ownsData()) {
                var own = proxies(ports);
                proxies.put(member.name(), own);
                settings = settings.withEnvironment(member.name(), environment(member, own, crashPoints));
            }
        }
        var platform = new Platform(settings);
        var doors = List.of(new Proxy(platform.port("gateway-service")), new Proxy(platform.port("gateway-service-2")));
        try (var progress = new ProgressLines(System.out, false, OUT.columns())) {
            platform.up(progress);
        }
        return new Faults(platform, servers, rabbit, crashPoints, proxies, doors);
    }

    private static PlatformSettings settings(Path root, Path home, Ports ports) {
        var environment = new HashMap<>(System.getenv());
        environment.put("TIMEDEAL_INFRA", "external");
        // Our own servers have a mailbox already.
        environment.put("TIMEDEAL_SMTP_HOST", "127.0.0.1");
        environment.put("TIMEDEAL_SMTP_PORT", Integer.toString(ports.of(Port.SMTP)));
        environment.put("TIMEDEAL_DB_ADMIN_USER", "");
        for (var port : List.of(Port.DB, Port.REDIS, Port.AMQP, Port.SMTP)) {
            environment.put(port.variable(), Integer.toString(ports.of(port)));
        }
        var settings = PlatformSettings.from(root, environment).withHome(home).withPorts(ports);
        for (var program : DOUBLE) {
            settings = settings.withInstances(program, 2);
        }
        return settings;
    }

    private static Map<String, String> serverEnvironment(Platform platform, boolean brokerElsewhere)
            throws IOException {
        var environment = new HashMap<>(platform.environment("infrastructure"));
        if (brokerElsewhere) {
            environment.put(Port.AMQP.variable(), "0");
        }
        return environment;
    }

    private static Map<Server, Proxy> proxies(Ports ports) throws IOException {
        var proxies = new EnumMap<Server, Proxy>(Server.class);
        proxies.put(Server.DATABASE, new Proxy(ports.of(Port.DB)));
        proxies.put(Server.REDIS, new Proxy(ports.of(Port.REDIS)));
        proxies.put(Server.BROKER, new Proxy(ports.of(Port.AMQP)));
        return proxies;
    }

    private static Map<String, String> environment(Member member, Map<Server, Proxy> proxies, CrashPoints points) {
        var environment = new HashMap<>(IMPATIENT);
        proxies.forEach((server, proxy) -> environment.put(server.variable, Integer.toString(proxy.port())));
        if (member.instance() == 2) {
            points.agent(member.program().processName())
                    .ifPresent(agent -> environment.put("JAVA_TOOL_OPTIONS", agent));
        }
        return environment;
    }

    Platform platform() {
        return platform;
    }

    CrashPoints crashPoints() {
        return crashPoints;
    }

    /** The process that dies at that point. */
    static String victim(CrashPoint point) {
        return point.service() + "-2";
    }

    /** The way of that process to that server. */
    Proxy proxy(String process, Server server) {
        return proxies.get(process).get(server);
    }

    /** The ways of all instances of all services to that server. */
    List<Proxy> proxies(Server server) {
        return proxies.values().stream().map(own -> own.get(server)).toList();
    }

    /** The ways of clients to the two gateways. */
    List<Proxy> doors() {
        return doors;
    }

    List<Gateway> gateways() {
        return gateways;
    }

    LocalServers servers() {
        return servers;
    }

    boolean hasRabbit() {
        return rabbit != null;
    }

    RabbitNode rabbit() {
        return rabbit;
    }

    int port(Port port) {
        return platform.settings().ports().of(port);
    }

    String secret(String name) throws IOException {
        return Secrets.read(platform.settings().home()).get(name);
    }

    Database database() throws IOException {
        return new Database(port(Port.DB), secret("TIMEDEAL_DB_ADMIN_PASSWORD"));
    }

    /** Something done to the database server. */
    interface DatabaseDeed {
        void to(Database database) throws IOException;
    }

    /** Does nothing while the server is away. */
    void ifDatabaseAnswers(DatabaseDeed deed) {
        try (var database = database()) {
            deed.to(database);
        } catch (IOException away) {
            tell("MariaDB could not be asked: %s", away.getMessage());
        }
    }

    Messages messages() throws IOException {
        return new Messages(port(Port.AMQP), secret("TIMEDEAL_AMQP_PASSWORD"));
    }

    /** The broker, whichever it is, dies: RabbitMQ at once, the embedded one in order, since it cannot do otherwise. */
    void killBroker() throws IOException {
        if (rabbit != null) {
            rabbit.kill();
        } else {
            servers.stop("broker");
        }
    }

    void startBroker() throws IOException, InterruptedException {
        if (rabbit != null) {
            rabbit.start();
        } else {
            servers.start("broker");
        }
    }

    UUID newUser() {
        return ids.next();
    }

    String token(UUID user, Role role) {
        return tokens.issue(user, role);
    }

    /** Whether orders can be paid for and cancelled: order-service has its tables for that. */
    boolean takesMoney() {
        if (takesMoney == null) {
            try (var database = database()) {
                takesMoney = database.has("timedeal_order", "simulated_charge");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return takesMoney;
    }

    Seller seller() {
        return new Seller(gateways.getFirst(), tokens.issue(ids.next(), Role.SELLER));
    }

    /** Undoes every fault and starts what does not run, until the platform is whole again. */
    void heal() throws IOException, InterruptedException {
        for (var proxy : doors) {
            proxy.heal();
        }
        for (var own : proxies.values()) {
            for (var proxy : own.values()) {
                proxy.heal();
            }
        }
        for (var point : CrashPoint.values()) {
            crashPoints.disarm(point);
        }
        if (!servers.isAlive()) {
            servers.start(false);
        }
        servers.resume("mariadb");
        servers.resume("redis");
        servers.start("mariadb");
        servers.start("redis");
        ifDatabaseAnswers(database -> database.execute("set global read_only = off"));
        if (rabbit != null && rabbit.isAlive()) {
            rabbit.resume();
        }
        startBroker();
        for (var member : platform.running()) {
            platform.resume(member.name());
        }
        platform.up(Progress.silent());
    }

    /** Every invariant of every service and between them, once messages have drained. */
    void audit() throws InterruptedException {
        var result = new ReadAudits(platform.gateway(), tokens, Clock.systemUTC()).await(QUIET);
        assertThat(result.holds())
                .as(() -> String.join("\n", AuditTable.of(result.findings(), OUT)))
                .isTrue();
    }

    /** Everything ends at once, as when the power goes. */
    void cutPower() throws IOException, InterruptedException {
        var all = new ArrayList<Thread>();
        for (var member : platform.running()) {
            all.add(Thread.startVirtualThread(() -> kill(member)));
        }
        if (rabbit != null) {
            rabbit.kill();
        }
        servers.killAll();
        for (var thread : all) {
            thread.join();
        }
    }

    private void kill(Member member) {
        try {
            platform.kill(member.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells a figure to whoever reads the build's output. */
    static void tell(String format, Object... figures) {
        OUT.println("  " + String.format(Locale.ROOT, format, figures));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Runtime.getRuntime().removeShutdownHook(whenEnded);
        gateways.forEach(Gateway::close);
        end();
    }

    private void end() throws IOException, InterruptedException {
        for (var member : platform.running()) {
            platform.resume(member.name());
        }
        platform.down(Progress.silent());
        if (rabbit != null && rabbit.isAlive()) {
            rabbit.resume();
            rabbit.kill();
        }
        servers.end();
        for (var door : doors) {
            door.close();
        }
        for (var own : proxies.values()) {
            for (var proxy : own.values()) {
                proxy.close();
            }
        }
    }

    private void endQuietly() {
        try {
            end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
