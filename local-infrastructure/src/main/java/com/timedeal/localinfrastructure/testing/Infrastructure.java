package com.timedeal.localinfrastructure.testing;

import java.util.Map;

/**
 * The servers that the integration tests of this JVM use; their addresses and passwords are system properties named like
 * the environment variables of the services.
 */
public final class Infrastructure {

    private static Infrastructure current;
    private static RuntimeException failure;

    private final ControlledServer mariadb;
    private final ControlledServer redis;
    private final ControlledServer broker;
    private final boolean external;

    private Infrastructure(Control control, boolean external) {
        this.mariadb = new ControlledServer("mariadb", control);
        this.redis = new ControlledServer("redis", control);
        this.broker = new ControlledServer("broker", control);
        this.external = external;
    }

    /**
     * The infrastructure of this JVM, started by the first call; later calls return the same.
     *
     * @throws IllegalStateException if it cannot be started, with what to do as its message; every later call throws it again
     */
    public static synchronized Infrastructure current() {
        if (failure != null) {
            throw failure;
        }
        if (current == null) {
            try {
                current = start(TestSettings.ofThisJvm());
            } catch (IllegalStateException notStarted) {
                failure = notStarted;
                throw notStarted;
            }
        }
        return current;
    }

    private static Infrastructure start(TestSettings settings) {
        if (settings.external()) {
            publish(ExternalServers.prepare(settings));
            return new Infrastructure(Control.UNAVAILABLE, true);
        }
        var process = InfrastructureProcess.start(settings);
        publish(process.variables());
        return new Infrastructure(process, false);
    }

    private static void publish(Map<String, String> variables) {
        variables.forEach(System::setProperty);
    }

    /** The database server. */
    public ControlledServer mariadb() {
        return mariadb;
    }

    public ControlledServer redis() {
        return redis;
    }

    /** The AMQP broker, which can be stopped and paused but not killed: it runs inside the infrastructure process. */
    public ControlledServer broker() {
        return broker;
    }

    /** Whether somebody else runs the servers ({@code TIMEDEAL_INFRA=external}), so that tests cannot stop them. */
    public boolean external() {
        return external;
    }
}
