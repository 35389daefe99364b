package com.timedeal.launcher.platform;

import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.platform.PlatformSettings.Jvm;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the platform is made of. A program runs once, a service also in several instances. */
public enum Program {
    /** MariaDB, Redis and the message broker in one process; not used when these run elsewhere. */
    INFRASTRUCTURE("infrastructure", "local-infrastructure", 256, 450, null),
    /** Only what takes mail; beside servers that run elsewhere, unless a mail server is named too. */
    MAILBOX("mailbox", "local-infrastructure", 64, 90, null),
    DISCOVERY("discovery-service", "discovery-service", 384, 270, null),
    GATEWAY("gateway-service", "gateway-service", 384, 280, null),
    USER("user-service", "user-service", 384, 380, "/.well-known/jwks.json"),
    PRODUCT("product-service", "product-service", 384, 380, "/api/v1/products?size=1"),
    ORDER("order-service", "order-service", 1024, 450, "/api/v1/orders"),
    SCHEDULE("schedule-service", "schedule-service", 384, 380, "/api/v1/timed-events"),
    /** Not part of the platform: what {@code bench} compares it with. Runs only where it is asked for. */
    LAB("concurrency-lab", "concurrency-lab", 512, 450, null);

    private final String processName;
    private final String module;
    private final int heapMegabytes;
    private final int residentMegabytes;
    private final String gatewayProbe;

    Program(String processName, String module, int heapMegabytes, int residentMegabytes, String gatewayProbe) {
        this.processName = processName;
        this.module = module;
        this.heapMegabytes = heapMegabytes;
        this.residentMegabytes = residentMegabytes;
        this.gatewayProbe = gatewayProbe;
    }

    /** The program of that name; {@code order} will do for {@code order-service}. */
    static Program of(String name) {
        return Arrays.stream(values())
                .filter(program -> program.processName.equals(name) || program.processName.equals(name + "-service"))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no process '" + name + "'; there are "
                        + Arrays.stream(values()).map(Program::processName).collect(Collectors.joining(", ")) + "."));
    }

    public String processName() {
        return processName;
    }

    /** The folder of its Maven module. */
    String module() {
        return module;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    /** What it is expected to hold of the machine's memory, from measurements. */
    int residentMegabytes(Jvm jvm) {
        return switch (jvm) {
            case QUICK -> residentMegabytes;
            case THROUGHPUT -> residentMegabytes + (JvmFlags.THROUGHPUT_HEAP - 1) * heapMegabytes;
        };
    }

    /** What to ask the gateway for to see whether this service answers; a 401 is an answer too. */
    Optional<String> gatewayProbe() {
        return Optional.ofNullable(gatewayProbe);
    }

    /** Whether it enters itself in the registry. */
    public boolean registers() {
        return this != INFRASTRUCTURE && this != MAILBOX && this != DISCOVERY;
    }

    /** Whether several instances of it may run side by side. */
    boolean isMultiple() {
        return registers();
    }

    /** How many instances run where nobody says a number. */
    int usualInstances() {
        return this == LAB ? 0 : 1;
    }

    /** Whether it has a schema, takes part in messaging and signs its calls to others. */
    public boolean ownsData() {
        return gatewayProbe != null;
    }
}
