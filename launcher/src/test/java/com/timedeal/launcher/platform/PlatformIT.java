package com.timedeal.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.platform.Ports.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole platform of {@link StandIn}s: real processes, real ports, real signals. */
class PlatformIT {

    @TempDir
    static Path root;

    @TempDir
    Path home;

    private PlatformSettings settings;
    private Platform platform;

    @BeforeAll
    static void build() throws IOException {
        for (var program : Program.values()) {
            if (program == Program.MAILBOX) {
                continue; // the same jar as the infrastructure's
            }
            var target = Files.createDirectories(root.resolve(program.module()).resolve("target"));
            Files.createDirectories(target.resolve("lib"));
            var version = program == Program.INFRASTRUCTURE ? "" : "-0.1.0-SNAPSHOT";
            pack(target.resolve(program.module() + version + ".jar"));
            Files.createFile(target.resolve(program.module() + version + "-tests.jar"));
        }
    }

    @BeforeEach
    void settle() {
        settings = PlatformSettings.from(root, Map.of("PATH", System.getenv("PATH"), "TIMEDEAL_START_SECONDS", "60"))
                .withHome(home)
                .withPorts(Ports.free());
        platform = new Platform(settings);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        platform.down(Progress.silent());
    }

    @Test
    void startsOnceAndStopsInOrder() throws IOException, InterruptedException {
        var twoOrders = new Platform(settings.withInstances(Program.ORDER, 2));

        assertThat(twoOrders.up(Progress.silent())).hasSize(8);

        assertThat(twoOrders.status()).hasSize(8).allMatch(MemberStatus::isUp);
        assertThat(twoOrders.status()).allMatch(MemberStatus::current);
        assertThat(twoOrders.registered())
                .filteredOn(instance -> instance.application().equals("order-service"))
                .hasSize(2);
        var pids = pids();
        assertThat(new Platform(settings).up(Progress.silent()))
                .as("nothing is missing")
                .isEmpty();
        assertThat(pids()).isEqualTo(pids);

        var heard = new Heard();
        platform.down(heard);

        assertThat(platform.running()).isEmpty();
        assertThat(heard.ends).hasSize(8);
        assertThat(heard.ends.subList(5, 8))
                .containsExactly("gateway-service stopped", "discovery-service stopped", "infrastructure stopped");
        assertThat(home.resolve("infrastructure/mariadb/ledger")).exists();
        platform.dropData();
        assertThat(home.resolve("infrastructure/mariadb")).doesNotExist();
        assertThat(home.resolve("secrets.env")).exists();
    }

    @Test
    void isFoundOnItsPortsByWhoeverIsNotToldThem() throws IOException, InterruptedException {
        var untold = Map.of("TIMEDEAL_HOME", home.toString());
        platform.start("discovery-service");
        settings.ports().remember(home);

        assertThat(Platform.settings(root, untold).ports()).isEqualTo(settings.ports());
        var elsewhere = new Platform(settings.withPorts(Ports.from(Map.of("TIMEDEAL_PORT_OFFSET", "700"))));
        assertThatThrownBy(() -> elsewhere.up(Progress.silent()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("runs on other ports");

        platform.stop("discovery-service");
        assertThat(Platform.settings(root, untold).ports()).isEqualTo(Ports.from(Map.of()));
    }

    @Test
    void startsOnlyWhatIsMissing() throws IOException, InterruptedException {
        platform.up(Progress.silent());
        var before = pids();

        platform.kill("product-service");

        assertThat(platform.isRunning("product-service")).isFalse();
        assertThat(platform.status()).filteredOn(MemberStatus::isUp).hasSize(6);
        assertThat(platform.up(Progress.silent())).containsExactly(Member.of("product-service"));
        var after = pids();
        assertThat(after.remove("product-service")).isNotEqualTo(before.remove("product-service"));
        assertThat(after).isEqualTo(before);
        assertThatThrownBy(platform::dropData).isInstanceOf(Failure.class).hasMessageContaining("in use");
    }

    @Test
    void bringsAMailboxBesideServersOfSomebodyElse() throws IOException, InterruptedException {
        var theirs = Map.of("PATH", System.getenv("PATH"), "TIMEDEAL_INFRA", "external");
        var beside =
                new Platform(PlatformSettings.from(root, theirs).withHome(home).withPorts(settings.ports()));

        assertThat(beside.members().getFirst()).isEqualTo(Member.of("mailbox"));
        assertThat(beside.members()).doesNotContain(Member.of("infrastructure"));
        beside.start("mailbox");
        assertThat(beside.port("mailbox")).isEqualTo(settings.ports().of(Port.SMTP));
        assertThat(beside.running()).containsExactly(Member.of("mailbox"));
        assertThat(home.resolve("infrastructure/mail")).isDirectory();
        assertThat(beside.environment("user-service"))
                .containsEntry("TIMEDEAL_SMTP_HOST", "127.0.0.1")
                .containsEntry(
                        "TIMEDEAL_SMTP_PORT", Integer.toString(settings.ports().of(Port.SMTP)));
        assertThat(beside.environment("mailbox"))
                .doesNotContainKeys("TIMEDEAL_DB_ADMIN_PASSWORD", "TIMEDEAL_REDIS_PASSWORD", "TIMEDEAL_AMQP_PASSWORD");
        beside.down(Progress.silent());
        assertThat(beside.running()).isEmpty();
    }

    @Test
    void bringsNoMailboxWhereAMailServerIsNamed() {
        for (var name : List.of("TIMEDEAL_SMTP_HOST", "TIMEDEAL_MAILPIT_URL")) {
            var named = PlatformSettings.from(root, Map.of("TIMEDEAL_INFRA", "external", name, "http://10.0.0.9"));
            assertThat(new Platform(named).members()).doesNotContain(Member.of("mailbox"));
            assertThat(named.canReadMail()).isEqualTo(name.equals("TIMEDEAL_MAILPIT_URL"));
        }
        assertThat(platform.members()).as("ours has one").doesNotContain(Member.of("mailbox"));
    }

    @Test
    void controlsSingleProcesses() throws IOException, InterruptedException {
        platform.start("infrastructure");
        platform.start("discovery-service");
        platform.start("gateway-service");
        platform.start("schedule-service-2");
        assertThat(platform.port("schedule-service-2"))
                .isEqualTo(settings.ports().of(Port.SCHEDULE) + 10);
        assertThat(platform.running().toString()).contains("schedule-service-2").doesNotContain("schedule-service,");

        platform.pause("schedule-service-2");
        assertThat(statusOf("schedule-service-2").ready()).isFalse();
        platform.resume("schedule-service-2");
        platform.awaitReady("schedule-service-2", Progress.silent());

        var pid = platform.pid("schedule-service-2");
        platform.restart("schedule-service-2");
        assertThat(platform.pid("schedule-service-2")).isPresent().isNotEqualTo(pid);
        assertThat(platform.stop("schedule-service-2")).isTrue();
        assertThat(platform.isRunning("schedule-service-2")).isFalse();
    }

    @Test
    void showsTheLastWordsOfAProcessThatDiesAndStopsTheOthers() throws IOException {
        var broken = new Platform(settings.withEnvironment("order-service", Map.of("STAND_IN", "crash")));

        assertThatThrownBy(() -> broken.up(Progress.silent()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("order-service ended while it was starting")
                .hasMessageContaining("last words 21\n")
                .hasMessageContaining("last words 40")
                .hasMessageNotContaining("last words 20\n")
                .hasMessageContaining(home.resolve("logs/order-service.log").toString());
        assertThat(platform.running()).isEmpty();
    }

    @Test
    void leavesRunningWhatRanBeforeAFailedStart() throws IOException, InterruptedException {
        platform.start("infrastructure");
        var broken = new Platform(settings.withEnvironment("user-service", Map.of("STAND_IN", "crash")));

        assertThatThrownBy(() -> broken.up(Progress.silent())).isInstanceOf(Failure.class);

        assertThat(platform.running()).containsExactly(Member.of("infrastructure"));
    }

    @Test
    void givesUpOnAProcessThatIsNeverReady() {
        var slow = new Platform(settings.withEnvironment("discovery-service", Map.of("STAND_IN", "never-ready"))
                .withPatience(Duration.ofSeconds(2)));

        assertThatThrownBy(() -> slow.start("discovery-service"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("discovery-service is still starting after")
                .hasMessageContaining("discovery-service began");
    }

    @Test
    void startsNothingWhenAPortIsTaken() throws IOException {
        try (var other = new ServerSocket(settings.ports().of(Port.PRODUCT), 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> platform.up(Progress.silent()))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("which product-service needs, is taken by java (pid "
                            + ProcessHandle.current().pid());
        }
        assertThat(platform.running()).isEmpty();
    }

    @Test
    void stopsNobodyElseWhoGotAnOldNumber() throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("run"));
        Files.writeString(
                home.resolve("run/order-service.pid"),
                "pid=" + ProcessHandle.current().pid() + "\nstarted=2026-01-01T00:00:00Z\nversion=x\n");

        assertThat(platform.isRunning("order-service")).isFalse();
        platform.down(Progress.silent());

        assertThat(home.resolve("run/order-service.pid")).doesNotExist();
    }

    private MemberStatus statusOf(String process) throws IOException, InterruptedException {
        return platform.status().stream()
                .filter(status -> status.member().name().equals(process))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Long> pids() throws IOException {
        var pids = new TreeMap<String, Long>();
        for (var member : platform.running()) {
            pids.put(member.name(), platform.pid(member.name()).orElseThrow());
        }
        return pids;
    }

    private static void pack(Path jar) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandIn.class.getName());
        var entry = StandIn.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var in = StandIn.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
    }

    /** Remembers in which order the processes ended. */
    private static final class Heard implements Progress {

        private final List<String> ends = new ArrayList<>();

        @Override
        public void update(String process, String state) {}

        @Override
        public synchronized void done(String process, String result) {
            ends.add(process + " " + result);
        }

        @Override
        public void close() {}
    }
}
