package com.timedeal.launcher.platform;

import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.process.PortHolder;
import com.timedeal.launcher.secrets.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Where everything listens; each port can be moved by itself, or all of them together. */
public final class Ports {

    /** What has a port, its usual number and whose it is. */
    public enum Port {
        GATEWAY(8080, Program.GATEWAY),
        /** Health, for this machine alone; the port above is everybody's. */
        GATEWAY_MANAGEMENT(8180, Program.GATEWAY),
        DISCOVERY(8761, Program.DISCOVERY),
        USER(8081, Program.USER),
        PRODUCT(8082, Program.PRODUCT),
        ORDER(8083, Program.ORDER),
        SCHEDULE(8084, Program.SCHEDULE),
        LAB(8085, Program.LAB),
        DB(13306, Program.INFRASTRUCTURE),
        REDIS(16379, Program.INFRASTRUCTURE),
        AMQP(15673, Program.INFRASTRUCTURE),
        SMTP(11025, Program.INFRASTRUCTURE);

        private final int usual;
        private final Program program;

        Port(int usual, Program program) {
            this.usual = usual;
            this.program = program;
        }

        /** The environment variable that sets it. */
        public String variable() {
            return "TIMEDEAL_" + name() + "_PORT";
        }
    }

    /** The distance between the ports of two instances of a service. */
    private static final int INSTANCE_STEP = 10;

    private static final int HIGHEST = 65_535;

    /** Below this the system hands out no ports by itself to outgoing connections (Linux from 32768, macOS from 49152). */
    private static final int LOWEST_EPHEMERAL = 32_768;

    private final Map<Port, Integer> numbers;

    private Ports(Map<Port, Integer> numbers) {
        this.numbers = numbers;
    }

    /** The usual ports, moved by {@code TIMEDEAL_PORT_OFFSET} and {@code TIMEDEAL_<NAME>_PORT}. */
    public static Ports from(Map<String, String> environment) {
        var shift = environment.getOrDefault("TIMEDEAL_PORT_OFFSET", "");
        var offset = shift.isBlank() ? 0 : number("TIMEDEAL_PORT_OFFSET", shift, 0);
        var numbers = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            var own = environment.get(port.variable());
            var number = own == null || own.isBlank() ? port.usual + offset : number(port.variable(), own, 1);
            if (number > HIGHEST) {
                throw new Failure("TIMEDEAL_PORT_OFFSET=" + offset + " moves " + port + " to " + number
                        + ", above the highest port, " + HIGHEST + ".");
            }
            numbers.put(port, number);
        }
        return new Ports(numbers);
    }

    /** The ports that {@link #remember} kept; empty if there are none. */
    static Optional<Ports> remembered(Path home) throws IOException {
        var file = file(home);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var variables = new HashMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            var at = line.indexOf('=');
            if (at > 0) {
                variables.put(line.substring(0, at), line.substring(at + 1));
            }
        }
        return Optional.of(from(variables));
    }

    /** Keeps the ports of a platform that starts, so that whoever looks at it later need not be told again. */
    void remember(Path home) throws IOException {
        var lines = new StringBuilder();
        numbers.forEach((port, number) ->
                lines.append(port.variable()).append('=').append(number).append('\n'));
        PrivateFiles.write(file(home), lines.toString());
    }

    private static Path file(Path home) {
        return home.resolve("run").resolve("ports.env");
    }

    /** Whether the caller chose any port. */
    static boolean areChosenIn(Map<String, String> environment) {
        return !environment.getOrDefault("TIMEDEAL_PORT_OFFSET", "").isBlank()
                || Arrays.stream(Port.values())
                        .anyMatch(port ->
                                !environment.getOrDefault(port.variable(), "").isBlank());
    }

    /** Ports that are free now, also for a second and third instance; for tests that run beside a platform. */
    public static Ports free() {
        var random = ThreadLocalRandom.current();
        var span = LOWEST_EPHEMERAL - Port.REDIS.usual - 3 * INSTANCE_STEP;
        for (var attempt = 0; attempt < 200; attempt++) {
            var ports = from(Map.of("TIMEDEAL_PORT_OFFSET", Integer.toString(random.nextInt(1_000, span))));
            if (ports.numbers.values().stream().noneMatch(Ports::anyInstanceTaken)) {
                return ports;
            }
        }
        throw new Failure("No run of free ports was found in 200 attempts.");
    }

    public int of(Port port) {
        return numbers.get(port);
    }

    /** The port on which that member answers HTTP; for the infrastructure, the database's. */
    public int of(Member member) {
        return needs(member).values().iterator().next();
    }

    /** The port on which that member says how it is; for most the same on which it answers. */
    public int management(Member member) {
        var needs = needs(member);
        return needs.getOrDefault(Port.GATEWAY_MANAGEMENT.variable(), of(member));
    }

    /** All ports that a member listens on, with the variable that moves each. */
    Map<String, Integer> needs(Member member) {
        var needs = new LinkedHashMap<String, Integer>();
        numbers.forEach((port, number) -> {
            if (port.program == member.program() || port == Port.SMTP && member.program() == Program.MAILBOX) {
                needs.put(port.variable(), number + (member.instance() - 1) * INSTANCE_STEP);
            }
        });
        return needs;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ports ports && ports.numbers.equals(numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    @Override
    public String toString() {
        return numbers.toString();
    }

    private static boolean anyInstanceTaken(int port) {
        return PortHolder.isTaken(port)
                || PortHolder.isTaken(port + INSTANCE_STEP)
                || PortHolder.isTaken(port + 2 * INSTANCE_STEP);
    }

    private static int number(String variable, String text, int lowest) {
        try {
            var number = Integer.parseInt(text.strip());
            if (number >= lowest && number <= HIGHEST) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new Failure(String.format(
                Locale.ROOT, "%s is '%s', which is not a number from %d to %d.", variable, text, lowest, HIGHEST));
    }
}
