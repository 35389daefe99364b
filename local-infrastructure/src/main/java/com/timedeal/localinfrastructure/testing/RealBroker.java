package com.timedeal.localinfrastructure.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A RabbitMQ that somebody runs, in place of the embedded broker: {@code TIMEDEAL_TEST_RABBITMQ=host:port}. */
final class RealBroker {

    private static final String VARIABLE = "TIMEDEAL_TEST_RABBITMQ";

    private RealBroker() {}

    /**
     * What the services are told about it; empty if none is named.
     *
     * @throws IllegalStateException if the address makes no sense or the account is missing
     */
    static Optional<Map<String, String>> from(Map<String, String> environment) {
        var address = environment.getOrDefault(VARIABLE, "");
        if (address.isBlank()) {
            return Optional.empty();
        }
        if (!address.matches("[^:/@\\s]+:\\d{1,5}")) {
            throw new IllegalStateException(VARIABLE + " is '" + address + "', which is not host:port.");
        }
        var colon = address.indexOf(':');
        var variables = account(environment);
        variables.put("TIMEDEAL_AMQP_HOST", address.substring(0, colon));
        variables.put("TIMEDEAL_AMQP_PORT", address.substring(colon + 1));
        return Optional.of(variables);
    }

    /** Account, virtual host and kind of queues; there is no account that is tried unasked. */
    static Map<String, String> account(Map<String, String> environment) {
        var variables = new HashMap<String, String>();
        for (var name : new String[] {"TIMEDEAL_AMQP_USER", "TIMEDEAL_AMQP_PASSWORD"}) {
            if (environment.getOrDefault(name, "").isBlank()) {
                throw new IllegalStateException("Tests on RabbitMQ need " + name
                        + ": an account that may do everything in" + " the virtual host TIMEDEAL_AMQP_VHOST.");
            }
            variables.put(name, environment.get(name));
        }
        variables.put("TIMEDEAL_AMQP_VHOST", environment.getOrDefault("TIMEDEAL_AMQP_VHOST", "/"));
        variables.put("TIMEDEAL_MESSAGING_QUEUES", environment.getOrDefault("TIMEDEAL_MESSAGING_QUEUES", "QUORUM"));
        // A server for tests often has only the password that everybody knows.
        variables.put("TIMEDEAL_ALLOW_SAMPLE_SECRETS", "true");
        return variables;
    }
}
