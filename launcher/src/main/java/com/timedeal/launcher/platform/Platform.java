package com.timedeal.launcher.platform;

import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.platform.PlatformSettings.Infrastructure;
import com.timedeal.launcher.platform.Ports.Port;
import com.timedeal.launcher.process.LogFile;
import com.timedeal.launcher.process.ManagedProcess;
import com.timedeal.launcher.process.Processes;
import com.timedeal.launcher.secrets.Keys;
import com.timedeal.launcher.secrets.PrivateFiles;
import com.timedeal.launcher.secrets.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One running (or not running) platform: all its processes, or single ones.
 *
 * <p>Everything about it stands in its home folder, so another program with the same settings sees and controls the same
 * platform. Processes are named {@code infrastructure}, {@code order-service}, {@code order-service-2} and so on. Methods
 * that start and stop may be called from several threads as long as each process is in one thread's hands.
 */
public final class Platform {

    /** Long: the first stop after a build writes down the classes, which took half a minute on a busy machine. */
    private static final Duration STOP = Duration.ofSeconds(60);

    private static final List<String> DATA_FOLDERS = List.of("mariadb", "redis", "broker");

    private final PlatformSettings settings;
    private final Path java;
    private final Applications applications;
    private final Readiness readiness;

    public Platform(PlatformSettings settings) {
        this.settings = settings;
        this.java = Path.of(System.getProperty("java.home"), "bin", "java");
        this.applications = new Applications(settings.root(), settings.applications(), java);
        this.readiness = new Readiness(settings);
    }

    /**
     * The settings that the environment asks for, with the ports of the platform that runs in its home folder, unless the
     * environment names ports itself. So {@code status}, {@code down} and the rest need not be told what {@code up} was.
     */
    public static PlatformSettings settings(Path root, Map<String, String> environment) throws IOException {
        var settings = PlatformSettings.from(root, environment);
        if (Ports.areChosenIn(environment)) {
            return settings;
        }
        var remembered = Ports.remembered(settings.home());
        return remembered.isEmpty() || new Platform(settings).running().isEmpty()
                ? settings
                : settings.withPorts(remembered.get());
    }

    public PlatformSettings settings() {
        return settings;
    }

    /** The only address for callers from outside. */
    public URI gateway() {
        return Readiness.uri(settings.ports().of(Port.GATEWAY), "");
    }

    /** The dashboard of the registry; user {@code timedeal}, password in {@link Secrets#file}. */
    public URI discovery() {
        return Readiness.uri(settings.ports().of(Port.DISCOVERY), "");
    }

    /** Where that process answers HTTP, past the gateway. */
    public URI address(String process) {
        return Readiness.uri(port(process), "");
    }

    /** Where that process says how it is, to this machine alone. */
    public URI management(String process) {
        return Readiness.uri(settings.ports().management(Member.of(process)), "");
    }

    public int port(String process) {
        return settings.ports().of(Member.of(process));
    }

    public LogFile log(String process) {
        return process(Member.of(process)).log();
    }

    /** Where our own mailbox keeps what it was sent. */
    public static Path mailFolder(Path home) {
        return home.resolve("infrastructure").resolve("mail");
    }

    /** What the registry lists now. */
    public List<Registry.Instance> registered() throws IOException, InterruptedException {
        return registry().instances();
    }

    /**
     * The environment variables that the process gets: for a service, also where its database is and with which account.
     * They hold secrets: never print them.
     */
    public Map<String, String> environment(String process) throws IOException {
        return environments().of(Member.of(process));
    }

    /**
     * Where database, Redis and broker are: {@code TIMEDEAL_DB_HOST}, {@code TIMEDEAL_DB_PORT} and so on. No secrets among
     * them.
     */
    public Map<String, String> infrastructureAddresses() throws IOException {
        return environments().addresses();
    }

    /** The members that {@link #up} starts, in order. */
    public List<Member> members() {
        var members = new ArrayList<Member>();
        for (var program : Program.values()) {
            if (!isWanted(program)) {
                continue;
            }
            for (var instance = 1; instance <= settings.instancesOf(program); instance++) {
                members.add(new Member(program, instance));
            }
        }
        return members;
    }

    private boolean isWanted(Program program) {
        var external = settings.infrastructure() == Infrastructure.EXTERNAL;
        return switch (program) {
            case INFRASTRUCTURE -> !external;
            case MAILBOX -> external && settings.keepsItsMail();
            case DISCOVERY, GATEWAY, USER, PRODUCT, ORDER, SCHEDULE, LAB -> true;
        };
    }

    /** The members that run now, whether {@link #up} would start them or not; in the order of starting. */
    public List<Member> running() throws IOException {
        var running = new ArrayList<Member>();
        for (var member : known()) {
            if (process(member).running().isPresent()) {
                running.add(member);
            }
        }
        return running;
    }

    /**
     * Starts every member that does not run and waits until all are ready. If one fails, those that this call started are
     * stopped again.
     *
     * @return the members that it started; none if all ran already
     * @throws Failure when the machine lacks something, or a process ended or took too long
     */
    @SuppressWarnings("try") // the lock is held, not used
    public List<Member> up(Progress progress) throws IOException, InterruptedException {
        prepare();
        checkSamePorts();
        try (var lock = lock()) {
            var missing = new ArrayList<Member>();
            for (var member : members()) {
                if (process(member).running().isEmpty()) {
                    missing.add(member);
                }
            }
            if (!missing.isEmpty()) {
                stopLeftovers(progress);
                checkCanStart(missing);
                settings.ports().remember(settings.home());
                provisionIfAsked(progress);
                checkServers(progress);
            }
            new StartUp(this, readiness, registry(), progress).run(members(), missing);
            return missing;
        }
    }

    /**
     * Stops every member that runs: services, then gateway, then registry, then infrastructure. What does not end in time is
     * killed, and the progress says so. Does nothing if nothing runs.
     */
    @SuppressWarnings("try") // the lock is held, not used
    public void down(Progress progress) throws IOException, InterruptedException {
        prepareFolders();
        try (var lock = lock()) {
            stopInOrder(running(), progress);
            stopLeftovers(progress);
            for (var member : known()) {
                process(member).forget();
            }
        }
    }

    /**
     * Stops everything and deletes what the servers hold.
     *
     * @throws Failure when the infrastructure is not ours; then nothing was stopped either
     */
    public void reset(Progress progress) throws IOException, InterruptedException {
        checkDataIsOurs();
        down(progress);
        dropData();
    }

    /**
     * Deletes what the servers hold: all accounts, products, orders. Secrets, keys and unpacked programs stay.
     *
     * @throws Failure when the infrastructure runs, or is not ours
     */
    public void dropData() throws IOException {
        checkDataIsOurs();
        if (hasRemains()) {
            throw new Failure("The data cannot be dropped while it is in use: ./timedeal down first.");
        }
        for (var folder : DATA_FOLDERS) {
            Applications.delete(settings.home().resolve("infrastructure").resolve(folder));
        }
        Files.deleteIfExists(Environments.infrastructureFile(settings.home()));
    }

    /** Whether {@link #down} has anything to stop. */
    public boolean hasRemains() throws IOException {
        return !running().isEmpty() || new Leftovers(settings.home()).any();
    }

    public boolean isRunning(String process) throws IOException {
        return process(Member.of(process)).running().isPresent();
    }

    /** Its number; empty if it does not run. */
    public OptionalLong pid(String process) throws IOException {
        return process(Member.of(process))
                .running()
                .map(handle -> OptionalLong.of(handle.pid()))
                .orElse(OptionalLong.empty());
    }

    /** Starts one process and waits until it is ready. */
    public void start(String process) throws IOException, InterruptedException {
        start(process, Progress.silent());
    }

    /** Starts one process and waits until it is ready. */
    public void start(String process, Progress progress) throws IOException, InterruptedException {
        var member = Member.of(process);
        prepare();
        if (member.program() == Program.INFRASTRUCTURE) {
            stopLeftovers(progress);
        }
        checkCanStart(List.of(member));
        launch(member);
        awaitReady(process, progress);
    }

    /** Waits until a process that was started, resumed or hampered is ready (again). */
    public void awaitReady(String process, Progress progress) throws IOException, InterruptedException {
        var member = Member.of(process);
        readiness.await(member, process(member), registry(), progress, () -> {});
        progress.done(member.name(), "ready");
    }

    /** Asks one process to end and waits for it; true if it did so in time, false if it had to be killed. */
    public boolean stop(String process) throws IOException, InterruptedException {
        var member = Member.of(process);
        return process(member).stop(STOP);
    }

    /** Ends one process at once, as a crash would (SIGKILL). What it started itself lives on: the infrastructure's servers. */
    public void kill(String process) throws IOException, InterruptedException {
        process(Member.of(process)).kill();
    }

    /** Freezes one process (SIGSTOP). */
    public void pause(String process) throws IOException, InterruptedException {
        process(Member.of(process)).pause();
    }

    /** Lets a frozen process go on (SIGCONT). */
    public void resume(String process) throws IOException, InterruptedException {
        process(Member.of(process)).resume();
    }

    /** Stops one process, if it runs, starts it and waits until it is ready. */
    public void restart(String process) throws IOException, InterruptedException {
        stop(process);
        start(process);
    }

    /** How every member is that should run or does. */
    public List<MemberStatus> status() throws IOException, InterruptedException {
        var instances = listed();
        var all = new LinkedHashSet<>(members());
        all.addAll(running());
        var status = new ArrayList<MemberStatus>();
        for (var member : all) {
            var process = process(member);
            var handle = process.running();
            status.add(new MemberStatus(
                    member,
                    settings.ports().of(member),
                    handle.map(each -> OptionalLong.of(each.pid())).orElse(OptionalLong.empty()),
                    handle.flatMap(each -> each.info().startInstant()),
                    handle.map(Processes::memory).orElse(OptionalLong.empty()),
                    handle.isPresent() && readiness.isHealthy(member),
                    handle.isPresent() && readiness.isRegistered(member, instances),
                    handle.isEmpty() || isCurrent(member, process)));
        }
        return status;
    }

    // ---- for StartUp -------------------------------------------------------------------------------------------

    ManagedProcess process(Member member) {
        return new ManagedProcess(settings.home(), member.name());
    }

    boolean mustUnpack(Member member) throws IOException {
        return !applications.isUnpacked(member.program());
    }

    /** Starts the process without waiting for anything. */
    void launch(Member member) throws IOException, InterruptedException {
        var application = applications.unpack(member.program(), settings.home().resolve("logs"));
        var process = process(member);
        var command = new ArrayList<String>();
        if (settings.jvm() == PlatformSettings.Jvm.THROUGHPUT && member.program() != Program.INFRASTRUCTURE) {
            // Not the servers: an order waits for a chain of their answers, and each would wait for its turn.
            command.addAll(BatchScheduling.prefix(settings.environment().get("PATH")));
        }
        command.add(java.toString());
        command.addAll(JvmFlags.of(
                member,
                settings.jvm(),
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors(),
                application.jar().getParent()));
        command.add(process.mark());
        command.addAll(List.of("-jar", application.jar().toString()));
        if (member.program() == Program.INFRASTRUCTURE) {
            Files.deleteIfExists(Environments.infrastructureFile(settings.home()));
            command.addAll(List.of(
                    "up",
                    "--home",
                    settings.home().toString(),
                    "--servers",
                    settings.servers().toString()));
        }
        if (member.program() == Program.MAILBOX) {
            command.addAll(
                    List.of("mailbox", "--folder", mailFolder(settings.home()).toString()));
        }
        var environment = new HashMap<>(environments().of(member));
        if (member.program() == Program.DISCOVERY
                && running().stream().noneMatch(other -> other.program().registers())) {
            // Nobody is there yet who could take its empty list for the truth, so it need not wait before it gives it
            // out.
            environment.put("EUREKA_SERVER_WAITTIMEINMSWHENSYNCEMPTY", "0");
        }
        process.start(command, environment, settings.root(), application.version());
    }

    void stopInOrder(Collection<Member> members, Progress progress) throws IOException, InterruptedException {
        var services = members.stream()
                .filter(member -> member.program().ownsData() || member.program() == Program.LAB)
                .toList();
        stopTogether(services, progress);
        for (var program : List.of(Program.GATEWAY, Program.DISCOVERY, Program.MAILBOX, Program.INFRASTRUCTURE)) {
            stopTogether(
                    members.stream()
                            .filter(member -> member.program() == program)
                            .toList(),
                    progress);
        }
    }

    private void stopTogether(List<Member> members, Progress progress) throws IOException, InterruptedException {
        var threads = new ArrayList<Stopping>();
        for (var member : members) {
            threads.add(new Stopping(member, progress));
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    /** The wish to end goes to all at once; each takes its time in a thread of its own. */
    private final class Stopping {

        private final Thread thread;
        private volatile IOException problem;

        Stopping(Member member, Progress progress) {
            this.thread = Thread.startVirtualThread(() -> stop(member, progress));
        }

        private void stop(Member member, Progress progress) {
            progress.update(member.name(), "stopping");
            try {
                var orderly = process(member).stop(STOP);
                progress.done(member.name(), orderly ? "stopped" : "killed, because it did not stop in time");
            } catch (IOException e) {
                problem = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void join() throws IOException, InterruptedException {
            thread.join();
            if (problem != null) {
                throw problem;
            }
        }
    }

    // ---- details -----------------------------------------------------------------------------------------------

    /** Secrets, keys and folders, made if they are missing. */
    private void prepare() throws IOException {
        prepareFolders();
        Secrets.ensure(settings.home());
        new Keys(settings.home()).ensure(Clock.systemUTC());
    }

    private void prepareFolders() throws IOException {
        PrivateFiles.folder(settings.home());
        PrivateFiles.folder(settings.home().resolve("run"));
        PrivateFiles.folder(settings.home().resolve("logs"));
    }

    private void stopLeftovers(Progress progress) throws IOException, InterruptedException {
        if (!isRunning(Program.INFRASTRUCTURE.processName())) {
            new Leftovers(settings.home()).stop(progress);
        }
    }

    private void checkDataIsOurs() {
        if (settings.infrastructure() == Infrastructure.EXTERNAL) {
            throw new Failure("With TIMEDEAL_INFRA=external the data is on servers that are not ours: drop it there.");
        }
    }

    /** Half a platform on one set of ports and half on another would never find itself. */
    private void checkSamePorts() throws IOException {
        var remembered = Ports.remembered(settings.home());
        if (remembered.isPresent()
                && !remembered.get().equals(settings.ports())
                && !running().isEmpty()) {
            throw new Failure("The platform runs on other ports (gateway "
                    + remembered.get().of(Port.GATEWAY) + "): ./timedeal down first, or leave the ports as they are.");
        }
    }

    private void checkCanStart(List<Member> missing) throws IOException {
        for (var member : missing) {
            applications.version(member.program());
        }
        var lacks = new Requirements(settings).lacks(missing);
        if (!lacks.isEmpty()) {
            throw new Failure(String.join("\n", lacks));
        }
    }

    private void provisionIfAsked(Progress progress) throws IOException, InterruptedException {
        if (settings.infrastructure() == Infrastructure.LOCAL
                || settings.environment()
                        .getOrDefault("TIMEDEAL_DB_ADMIN_USER", "")
                        .isBlank()) {
            return;
        }
        progress.update("provision", "making schemas and accounts");
        var log = new LogFile(settings.home().resolve("logs").resolve("provision.log"));
        Files.deleteIfExists(log.path());
        var status = infrastructureCommand("provision", environments().forProvisioning())
                .redirectOutput(log.path().toFile())
                .start()
                .waitFor();
        progress.done("provision", status == 0 ? "done" : "failed");
        if (status != 0) {
            throw new Failure("The schemas and accounts could not be made. The end of " + log.path() + ":\n"
                    + String.join("\n", log.tail(20)));
        }
    }

    /** A service that cannot use its servers would only try again and again; here it is said once, and what to do. */
    private void checkServers(Progress progress) throws IOException, InterruptedException {
        if (settings.infrastructure() == Infrastructure.LOCAL) {
            return;
        }
        progress.update("servers", "looking at them");
        var problems = inspectServers().stream()
                .filter(finding -> finding.level() == ServerFinding.Level.PROBLEM)
                .map(ServerFinding::text)
                .toList();
        progress.done("servers", problems.isEmpty() ? "can be used" : "cannot be used");
        if (!problems.isEmpty()) {
            throw new Failure(String.join("\n", problems) + "\n./timedeal doctor looks again.");
        }
    }

    /**
     * What the servers are like that are not ours, and whether the platform can use them.
     *
     * @throws Failure if local-infrastructure, which knows how to ask them, is not built
     */
    public List<ServerFinding> inspectServers() throws IOException, InterruptedException {
        var inspection =
                infrastructureCommand("inspect", environments().forInspection()).start();
        var findings = inspection.inputReader().lines().map(ServerFinding::of).toList();
        inspection.waitFor();
        return findings;
    }

    private ProcessBuilder infrastructureCommand(String command, Map<String, String> environment)
            throws IOException, InterruptedException {
        prepareFolders();
        var jar = applications
                .unpack(Program.INFRASTRUCTURE, settings.home().resolve("logs"))
                .jar();
        var builder = new ProcessBuilder(java.toString(), "-XX:TieredStopAtLevel=1", "-jar", jar.toString(), command)
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** Every member that has a process file, and the first instance of every program, in the order of starting. */
    private List<Member> known() throws IOException {
        var known = new ArrayList<Member>();
        for (var program : Program.values()) {
            known.add(new Member(program, 1));
        }
        var folder = settings.home().resolve("run");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.matches("[a-z-]+-[2-9]\\.pid"))
                        .sorted()
                        .map(name -> Member.of(name.substring(0, name.length() - ".pid".length())))
                        .forEach(known::add);
            }
        }
        return known;
    }

    private boolean isCurrent(Member member, ManagedProcess process) throws IOException {
        try {
            return process.version().equals(applications.version(member.program()));
        } catch (Failure notBuilt) {
            return true;
        }
    }

    private List<Registry.Instance> listed() throws IOException, InterruptedException {
        if (!Files.exists(Secrets.file(settings.home()))) {
            return List.of();
        }
        try {
            return registered();
        } catch (IOException discoveryDoesNotAnswer) {
            return List.of();
        }
    }

    private Environments environments() throws IOException {
        return new Environments(settings, Secrets.read(settings.home()));
    }

    private Registry registry() throws IOException {
        return readiness.registry(Secrets.read(settings.home()).get("TIMEDEAL_EUREKA_PASSWORD"));
    }

    /** Only one up or down at a time; the system frees the lock of a program that dies. */
    private FileChannel lock() throws IOException {
        var channel = FileChannel.open(
                settings.home().resolve("run").resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException inThisVeryProgram) {
            // Said below.
        }
        channel.close();
        throw new Failure("Another ./timedeal is starting or stopping this platform: wait until it is done.");
    }
}
