package com.timedeal.servicedefaults.messaging;

import org.junit.jupiter.api.Assumptions;

/** What the broker of these tests can do. */
final class Brokers {

    private Brokers() {}

    static boolean haveQuorumQueues() {
        return "QUORUM".equalsIgnoreCase(System.getProperty("TIMEDEAL_MESSAGING_QUEUES"));
    }

    /** Skips the tests and says so in the output, where a reason alone would not be shown. */
    static void assumeQuorumQueues() {
        if (!haveQuorumQueues()) {
            var reason =
                    "SKIPPED: quorum queues need RabbitMQ: set TIMEDEAL_TEST_RABBITMQ=host:port, TIMEDEAL_AMQP_USER"
                            + " and TIMEDEAL_AMQP_PASSWORD";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }
}
