package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.timedeal.launcher.admin.MakeAdmin;
import com.timedeal.launcher.audit.AuditTable;
import com.timedeal.launcher.audit.ReadAudits;
import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.demo.Call;
import com.timedeal.launcher.demo.Gateway;
import com.timedeal.launcher.demo.OpenAccount;
import com.timedeal.launcher.mail.AwaitCode;
import com.timedeal.launcher.mail.Mailbox;
import com.timedeal.launcher.platform.Platform;
import com.timedeal.launcher.platform.PlatformSettings;
import com.timedeal.launcher.platform.PlatformSettings.Infrastructure;
import com.timedeal.launcher.platform.Ports;
import com.timedeal.launcher.platform.Program;
import com.timedeal.launcher.platform.Progress;
import com.timedeal.launcher.platform.ProgressLines;
import com.timedeal.launcher.tokens.Role;
import com.timedeal.launcher.tokens.TokenIssuer;
import com.timedeal.launcher.tokens.UserIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** The one platform that all tests of this JVM share, on ports and in a folder of its own, and the people who use it. */
final class Installation implements CloseableResource {

    static final List<String> ORDER_SERVICES = List.of("order-service", "order-service-2");

    /** How long messages may take to drain. */
    private static final Duration QUIET = Duration.ofSeconds(40);

    private static final int IN_FLIGHT = 200;
    private static final Terminal OUT = new Terminal(System.out, false, 140);

    private final Platform platform;
    private final Gateway gateway;
    private final TokenIssuer tokens;
    private final Duration firstStart;
    private final Thread whenEnded = new Thread(this::downUnlessDone, "stop-platform");
    private final UserIds ids = new UserIds(Clock.systemUTC());
    private Duration patience = QUIET;

    private Installation(Platform platform, Duration firstStart) throws IOException {
        this.platform = platform;
        this.firstStart = firstStart;
        this.gateway = new Gateway(platform.gateway(), IN_FLIGHT);
        this.tokens = TokenIssuer.at(platform.settings().home(), Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(whenEnded);
    }

    static Installation start() throws IOException, InterruptedException {
        var platform = new Platform(settings());
        if (platform.settings().infrastructure() == Infrastructure.LOCAL) {
            // Also ends what a run that was cut off left behind.
            platform.reset(Progress.silent());
        } else {
            LeftMessages.drop(
                    platform.settings().environment(),
                    platform.settings().root().resolve("docs/messages"));
        }
        return new Installation(platform, up(platform));
    }

    private static PlatformSettings settings() {
        var root = Path.of(System.getProperty("timedeal.root"));
        var home = root.resolve("acceptance-tests/target/platform");
        var environment = new HashMap<>(System.getenv());
        if ("external".equalsIgnoreCase(environment.get("TIMEDEAL_INFRA"))) {
            // Not the schemas that ./timedeal up uses on those servers.
            environment.putIfAbsent("TIMEDEAL_DB_PREFIX", "timedeal_acceptance_");
        }
        var settings = PlatformSettings.from(root, environment)
                .withHome(home)
                .withPorts(Ports.free())
                .withInstances(Program.ORDER, ORDER_SERVICES.size());
        // RoutesIT asks them which routes they have.
        for (var process : List.of("user-service", "product-service", "schedule-service")) {
            settings = settings.withEnvironment(process, RoutesIT.SHOWN);
        }
        for (var process : ORDER_SERVICES) {
            var variables = new HashMap<>(AccessLog.switchedOn(home, process));
            variables.putAll(RoutesIT.SHOWN);
            settings = settings.withEnvironment(process, variables);
        }
        return settings;
    }

    private static Duration up(Platform platform) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        try (var progress = new ProgressLines(System.out, false, OUT.columns())) {
            platform.up(progress);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    Platform platform() {
        return platform;
    }

    Gateway gateway() {
        return gateway;
    }

    /** With empty data, and unpacking where a build was new. */
    Duration firstStart() {
        return firstStart;
    }

    /** Starts what does not run. @return how long that took */
    Duration up() throws IOException, InterruptedException {
        return up(platform);
    }

    /** Starts what a test that failed left dead, so that the next one does not fail for that too. */
    void heal() throws IOException, InterruptedException {
        var revived = platform.up(Progress.silent());
        if (!revived.isEmpty()) {
            tell("Started again: %s", revived);
        }
    }

    Seller seller() {
        return new Seller(gateway, tokens.issue(ids.next(), Role.SELLER));
    }

    Buyer buyer() {
        var id = ids.next();
        return new Buyer(gateway, id, tokens.issue(id, Role.BUYER));
    }

    /** Comes as everybody does, with a code from the mail. */
    OpenAccount account() {
        Assumptions.assumeTrue(platform.settings().canReadMail(), "nobody can read the mail of TIMEDEAL_SMTP_HOST");
        return new OpenAccount(gateway, new AwaitCode(Mailbox.of(platform.settings())));
    }

    /** Made by the launcher's own command. */
    OpenAccount.Opened admin() throws IOException, InterruptedException {
        var person = account().buyer();
        var home = platform.settings().home();
        new MakeAdmin(platform.gateway(), home, Clock.systemUTC(), OUT).run(List.of(person.email()));
        return account().logIn(person.email(), person.password());
    }

    List<Buyer> buyers(int count) {
        return Stream.generate(this::buyer).limit(count).toList();
    }

    /** One that may be claimed at once. @param discount won; also the least that an order must cost */
    UUID announceCoupon(long units, long discount) throws InterruptedException {
        var admin = tokens.issue(ids.next(), Role.ADMIN);
        var now = Instant.now();
        var coupon = Map.of(
                "title",
                "For the first who come",
                "totalQuantity",
                units,
                "discountAmount",
                discount,
                "minOrderAmount",
                discount,
                "opensAt",
                now.minusSeconds(60).toString(),
                "closesAt",
                now.plus(Duration.ofHours(1)).toString(),
                "validUntil",
                now.plus(Duration.ofDays(1)).toString());
        var answer = gateway.ask(Call.post("/api/v1/coupons", admin, coupon).once(Buyer.newKey()), heard -> {});
        assertThat(answer.status()).as(answer.inWords()).isEqualTo(201);
        return UUID.fromString(answer.body().path("couponId").asText());
    }

    /** What schedule-service keeps for that deal, in the order in which it is due. */
    List<TimedEvent> timedEvents(UUID dealId) throws InterruptedException {
        var admin = tokens.issue(ids.next(), Role.ADMIN);
        var events = new ArrayList<TimedEvent>();
        JsonNode page;
        var number = 0;
        do {
            page = gateway.demand(Call.get("/api/v1/timed-events?size=100&page=" + number, admin), 200);
            page.path("items").forEach(item -> {
                if (item.path("reference").asText().equals(dealId.toString())) {
                    events.add(TimedEvent.of(item));
                }
            });
            number++;
        } while (number < page.path("totalPages").asInt());
        return events;
    }

    /** Every invariant of every service and between them, once messages have drained. */
    void audit() throws InterruptedException {
        var result = new ReadAudits(platform.gateway(), tokens, Clock.systemUTC()).await(patience);
        if (!result.holds()) {
            // Books that are wrong stay wrong: the tests to come need not wait for them.
            patience = Duration.ZERO;
        }
        assertThat(result.holds())
                .as(() -> String.join("\n", AuditTable.of(result.findings(), OUT)))
                .isTrue();
    }

    /** Tells a figure to whoever reads the build's output. */
    static void tell(String format, Object... figures) {
        OUT.println("  " + String.format(Locale.ROOT, format, figures));
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Runtime.getRuntime().removeShutdownHook(whenEnded);
        gateway.close();
        platform.down(Progress.silent());
    }

    /** When the build is interrupted. */
    private void downUnlessDone() {
        try {
            platform.down(Progress.silent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same platform; when that process is started through it, it gets more environment variables. */
    Platform with(String process, Map<String, String> environment) {
        return new Platform(platform.settings().withEnvironment(process, environment));
    }
}
