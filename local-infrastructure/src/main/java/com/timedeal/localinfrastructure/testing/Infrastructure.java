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

    private Infrastructure(Control control, Control brokerControl, boolean external) {
        this.mariadb = new ControlledServer("mariadb", control);
        this.redis = new ControlledServer("redis", control);
        this.broker = new ControlledServer("broker", brokerControl);
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
            var variables = ExternalServers.prepare(settings);
            Introduction.of(settings, variables, "database", "redis", "broker");
            publish(variables);
            return new Infrastructure(Control.UNAVAILABLE, Control.UNAVAILABLE, true);
        }
        var rabbitMq = RealBroker.from(settings.environment());
        rabbitMq.ifPresent(variables -> Introduction.of(settings, variables, "broker"));
        var process = InfrastructureProcess.start(settings);
        publish(process.variables());
        rabbitMq.ifPresent(Infrastructure::publish);
        return new Infrastructure(process, rabbitMq.isPresent() ? Control.UNAVAILABLE : process, false);
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

    /**
     * The AMQP broker, which can be stopped and paused but not killed: it runs inside the infrastructure process. Not ours
     * with external servers, nor with {@code TIMEDEAL_TEST_RABBITMQ}.
     */
    public ControlledServer broker() {
        return broker;
    }

    /** Whether somebody else runs the servers ({@code TIMEDEAL_INFRA=external}), so that tests cannot stop them. */
    public boolean external() {
        return external;
    }
}
