package com.timedeal.servicedefaults.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.timedeal.servicedefaults.TestService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A start on a broker that has other queues than the service asks for, or none at all. */
class QueueMismatchIT {

    private static final String QUEUE = "test.thing.renamed";

    @Test
    void refusesToStartWhereQuorumQueuesAreUnknown() {
        assumeThat(Brokers.haveQuorumQueues()).as("on the embedded broker").isFalse();

        assertThat(refusal("timedeal.messaging.queues=QUORUM"))
                .hasMessageContaining("refuses the queues that TIMEDEAL_MESSAGING_QUEUES=QUORUM asks for")
                .extracting(QueueMismatchException::remedy)
                .asString()
                .contains("TIMEDEAL_MESSAGING_QUEUES=CLASSIC");
    }

    @Test
    void refusesToStartOnAClassicQueueInPlaceOfAQuorumQueue() {
        Brokers.assumeQuorumQueues();
        after(
                "timedeal.messaging.queues=CLASSIC",
                () -> assertThat(refusal("timedeal.messaging.queues=QUORUM"))
                        .hasMessageContaining("The queue " + QUEUE)
                        .hasMessageContaining("exists as a classic queue")
                        .hasMessageContaining("TIMEDEAL_MESSAGING_QUEUES=QUORUM asks for another")
                        .extracting(QueueMismatchException::remedy)
                        .asString()
                        .startsWith("Set TIMEDEAL_MESSAGING_QUEUES=CLASSIC for all services, or")
                        .contains("rabbitmqctl delete_queue -p ")
                        .contains(QUEUE));
    }

    @Test
    void refusesToStartOnAQuorumQueueInPlaceOfAClassicQueue() {
        Brokers.assumeQuorumQueues();
        after(
                "timedeal.messaging.queues=QUORUM",
                () -> assertThat(refusal("timedeal.messaging.queues=CLASSIC"))
                        .hasMessageContaining("exists as a quorum queue")
                        .extracting(QueueMismatchException::remedy)
                        .asString()
                        .startsWith("Set TIMEDEAL_MESSAGING_QUEUES=QUORUM for all services, or"));
    }

    @Test
    void refusesToStartOnAQueueWithAnotherLimit() {
        Brokers.assumeQuorumQueues();
        after(
                "timedeal.messaging.queue-limit=7",
                () -> assertThat(refusal("timedeal.messaging.queue-limit=8"))
                        .hasMessage("The queue " + QUEUE + " exists with x-max-length=7, and the settings ask for 8.")
                        .extracting(QueueMismatchException::remedy)
                        .asString()
                        .startsWith("Set TIMEDEAL_MESSAGING_QUEUE_LIMIT=7 for all services, or"));
    }

    @Test
    void refusesToStartOnAQueueOfSomebodyElse() {
        Brokers.assumeQuorumQueues();
        try (var service = start()) {
            var broker = service.getBean(RabbitAdmin.class);
            try {
                broker.deleteQueue(QUEUE);
                broker.declareQueue(QueueBuilder.durable(QUEUE)
                        .withArgument("x-dead-letter-exchange", "somewhere")
                        .build());
                assertThat(refusal())
                        .hasMessageContaining("exists as a queue with other arguments")
                        .extracting(QueueMismatchException::remedy)
                        .asString()
                        .startsWith("Find out whose queue it is, or");
            } finally {
                forget(broker);
            }
        }
    }

    @Test
    void startsWhileTheBrokerIsAway() {
        try (var service = start("spring.rabbitmq.port=1")) {
            assertThat(service.getBean(DeclareQueues.class).isRunning()).isTrue();
        }
    }

    /** Does something on the queues that a service with this setting has made, and deletes them. */
    private static void after(String setting, Runnable check) {
        try (var first = start(setting)) {
            try {
                check.run();
            } finally {
                forget(first.getBean(RabbitAdmin.class));
            }
        }
    }

    private static void forget(RabbitAdmin broker) {
        broker.deleteQueue(QUEUE);
        broker.deleteQueue(QUEUE + DeadLetters.SUFFIX);
    }

    private static QueueMismatchException refusal(String... settings) {
        var failure = catchThrowable(() -> start(settings).close());
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof QueueMismatchException mismatch) {
                return mismatch;
            }
        }
        throw new AssertionError("Not refused for its queues", failure);
    }

    private static ConfigurableApplicationContext start(String... settings) {
        var all = new ArrayList<>(
                List.of(TestService.SETTINGS, TestService.NAME, TestService.NO_WEB, TestService.NO_REGISTRY));
        all.addAll(List.of(settings));
        return new SpringApplicationBuilder(TestService.class, Renamed.class)
                // As arguments: what stands in an imported file would win over default properties.
                .run(all.stream().map(setting -> "--" + setting).toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    static class Renamed {

        @Bean
        static MessageRoute renamed() {
            return MessageRoute.of("thing.renamed", "test");
        }
    }
}
