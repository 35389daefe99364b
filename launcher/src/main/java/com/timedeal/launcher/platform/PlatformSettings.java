package com.timedeal.launcher.platform;

import com.timedeal.launcher.command.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that makes one platform differ from another on the same machine.
 *
 * @param root the checkout, in which the modules are built
 * @param home where secrets, keys, data, logs and process files are kept; two platforms never share one
 * @param applications where jars are unpacked; platforms of the same checkout may share it
 * @param servers where the database server is unpacked; platforms may share it too
 * @param ports where everything listens
 * @param infrastructure whose database, Redis and broker are used
 * @param jvm what the JVMs are tuned for
 * @param instances how many instances of a service {@code up} starts; one where nothing is said
 * @param patience how long one process may take until it is ready
 * @param environment the environment of the caller, which the processes inherit but for secrets and ports
 * @param extra more variables for single processes, by process name, such as {@code LD_PRELOAD} for a false clock
 */
public record PlatformSettings(
        Path root,
        Path home,
        Path applications,
        Path servers,
        Ports ports,
        Infrastructure infrastructure,
        Jvm jvm,
        Map<Program, Integer> instances,
        Duration patience,
        Map<String, String> environment,
        Map<String, Map<String, String>> extra) {

    /** Whose servers are used. */
    public enum Infrastructure {
        /** Our own process starts them. */
        LOCAL,
        /** They run already, at the addresses and with the credentials of the environment. */
        EXTERNAL
    }

    /** What the JVMs of the services are tuned for. */
    public enum Jvm {
        /** A short start and little memory: what somebody wants who looks at the platform or develops it. */
        QUICK,
        /** The most requests per second, for load tests. */
        THROUGHPUT
    }

    private static final int MOST_INSTANCES = 9;

    public PlatformSettings {
        root = root.toAbsolutePath().normalize();
        home = home.toAbsolutePath().normalize();
        applications = applications.toAbsolutePath().normalize();
        servers = servers.toAbsolutePath().normalize();
        instances = Map.copyOf(instances);
        environment = Map.copyOf(environment);
        extra = Map.copyOf(extra);
    }

    /** The settings that the environment variables {@code TIMEDEAL_…} ask for. */
    public static PlatformSettings from(Path root, Map<String, String> environment) {
        var ownHome = environment.getOrDefault("TIMEDEAL_HOME", "");
        var home = ownHome.isBlank() ? root.resolve(".timedeal") : Path.of(ownHome);
        var seconds = environment.getOrDefault("TIMEDEAL_START_SECONDS", "180");
        if (!seconds.matches("[1-9][0-9]{0,4}")) {
            throw new Failure("TIMEDEAL_START_SECONDS is '" + seconds + "', which is not a number of seconds.");
        }
        return new PlatformSettings(
                root,
                home,
                home.resolve("applications"),
                home.resolve("infrastructure"),
                Ports.from(environment),
                choice(environment, "TIMEDEAL_INFRA", Infrastructure.LOCAL),
                choice(environment, "TIMEDEAL_JVM", Jvm.QUICK),
                Map.of(),
                Duration.ofSeconds(Integer.parseInt(seconds)),
                environment,
                Map.of());
    }

    /** The same platform in another folder, with its own secrets and data but the same unpacked programs. */
    public PlatformSettings withHome(Path other) {
        return new PlatformSettings(
                root,
                other,
                applications,
                servers,
                ports,
                infrastructure,
                jvm,
                instances,
                patience,
                environment,
                extra);
    }

    /** The same platform with the programs that were built in another checkout, unpacked beside ours. */
    public PlatformSettings ofCheckout(Path other) {
        return new PlatformSettings(
                other,
                home,
                home.resolve("other-applications"),
                servers,
                ports,
                infrastructure,
                jvm,
                instances,
                patience,
                environment,
                extra);
    }

    public PlatformSettings withPorts(Ports other) {
        return new PlatformSettings(
                root, home, applications, servers, other, infrastructure, jvm, instances, patience, environment, extra);
    }

    public PlatformSettings withPatience(Duration other) {
        return new PlatformSettings(
                root, home, applications, servers, ports, infrastructure, jvm, instances, other, environment, extra);
    }

    public PlatformSettings withJvm(Jvm other) {
        return new PlatformSettings(
                root,
                home,
                applications,
                servers,
                ports,
                infrastructure,
                other,
                instances,
                patience,
                environment,
                extra);
    }

    /** That many instances of a service; the others stay as they are. */
    public PlatformSettings withInstances(Program program, int count) {
        if (count < 1 || count > MOST_INSTANCES || count > 1 && !program.isMultiple()) {
            throw new Failure(
                    program.isMultiple()
                            ? "A service runs in 1 to " + MOST_INSTANCES + " instances, not " + count + "."
                            : program.processName() + " runs in one instance only.");
        }
        var more = new EnumMap<Program, Integer>(Program.class);
        more.putAll(instances);
        more.put(program, count);
        return new PlatformSettings(
                root, home, applications, servers, ports, infrastructure, jvm, more, patience, environment, extra);
    }

    /**
     * More environment variables for one process; those of the platform itself win over them, except for the addresses of
     * the servers: a single process may be led to its database, Redis or broker another way.
     */
    public PlatformSettings withEnvironment(String process, Map<String, String> variables) {
        var more = new HashMap<>(extra);
        more.put(Member.of(process).name(), Map.copyOf(variables));
        return new PlatformSettings(
                root, home, applications, servers, ports, infrastructure, jvm, instances, patience, environment, more);
    }

    /** Whether the platform's mail stays in a mailbox of its own; else it goes where the environment says. */
    public boolean keepsItsMail() {
        return infrastructure == Infrastructure.LOCAL
                || isBlank("TIMEDEAL_SMTP_HOST") && isBlank("TIMEDEAL_MAILPIT_URL");
    }

    /** Whether that mail can be read from here. */
    public boolean canReadMail() {
        return keepsItsMail() || !isBlank("TIMEDEAL_MAILPIT_URL");
    }

    private boolean isBlank(String variable) {
        return environment.getOrDefault(variable, "").isBlank();
    }

    /** Without the environment, which may hold passwords. */
    @Override
    public String toString() {
        return "PlatformSettings[root=" + root + ", home=" + home + ", infrastructure=" + infrastructure + ", jvm="
                + jvm + ", instances=" + instances + "]";
    }

    int instancesOf(Program program) {
        return instances.getOrDefault(program, program.usualInstances());
    }

    private static <E extends Enum<E>> E choice(Map<String, String> environment, String variable, E usual) {
        var text = environment.getOrDefault(variable, "");
        if (text.isBlank()) {
            return usual;
        }
        for (var value : usual.getDeclaringClass().getEnumConstants()) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        var known = String.join(
                " or ",
                Arrays.stream(usual.getDeclaringClass().getEnumConstants())
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .toList());
        throw new Failure(variable + " is '" + text + "'; it can be " + known + ".");
    }
}
