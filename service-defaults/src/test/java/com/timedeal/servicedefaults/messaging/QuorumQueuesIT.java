package com.timedeal.servicedefaults.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.servicedefaults.TestService;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** What only quorum queues do, on RabbitMQ; the rest that messages must do is in {@link MessagingIT}, on any broker. */
@SpringBootTest(
        classes = TestService.class,
        properties = {
            TestService.SETTINGS,
            TestService.NAME,
            TestService.NO_WEB,
            TestService.NO_REGISTRY,
            "timedeal.messaging.queues=QUORUM",
            "timedeal.messaging.queue-limit=3",
            "timedeal.messaging.delivery-limit=2",
            "timedeal.messaging.relay-batch=2",
            "timedeal.messaging.relay-poll=100ms"
        })
@Import(QuorumQueuesIT.Routes.class)
@DirtiesContext
class QuorumQueuesIT {

    private static final String FILLED = "quorum.filled";
    private static final String FILLED_QUEUE = "test.quorum.filled";
    private static final String FLOWING = "quorum.flowing";
    private static final String FLOWING_QUEUE = "test.quorum.flowing";

    @Autowired
    private Outbox outbox;

    @Autowired
    private Transactions transactions;

    @Autowired
    private DatabaseClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private AmqpAdmin broker;

    @Autowired
    private ConnectionFactory connections;

    @BeforeAll
    static void needsRabbitMq() {
        Brokers.assumeQuorumQueues();
    }

    @BeforeEach
    void startEmpty() {
        for (var queue : List.of(FILLED_QUEUE, FLOWING_QUEUE)) {
            broker.purgeQueue(queue);
            broker.purgeQueue(queue + DeadLetters.SUFFIX);
        }
    }

    @Test
    void whatAFullQueueRefusesWaitsInTheOutboxAndHoldsUpNoOther() {
        var ids = IntStream.range(0, 20).mapToObj(number -> append(FILLED)).toList();
        await().until(() -> broker.getQueueInfo(FILLED_QUEUE).getMessageCount() >= 3);
        var other = append(FLOWING);

        await().until(() -> isSent(other));
        assertThat(unsent(ids)).as("more than the queue takes").isPositive();

        var arrived = new ArrayList<UUID>();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    for (var message = rabbit.receive(FILLED_QUEUE);
                            message != null;
                            message = rabbit.receive(FILLED_QUEUE)) {
                        arrived.add(id(message));
                    }
                    return unsent(ids) == 0;
                });
        for (var message = rabbit.receive(FILLED_QUEUE, 1_000);
                message != null;
                message = rabbit.receive(FILLED_QUEUE)) {
            arrived.add(id(message));
        }
        assertThat(arrived).containsAll(ids);
    }

    @Test
    void messageThatEndsItsConsumerEachTimeIsDeadLetteredByTheBroker() throws IOException {
        var poison = append(FLOWING);
        await().until(() -> isSent(poison));

        var deliveries = 0;
        while (dieWith(FLOWING_QUEUE, poison)) {
            deliveries++;
        }

        assertThat(deliveries).as("the first, and two more").isEqualTo(3);
        var dead = rabbit.receive(FLOWING_QUEUE + DeadLetters.SUFFIX, 5_000);
        assertThat(id(dead)).isEqualTo(poison);
        assertThat(dead.getMessageProperties().getXDeathHeader().toString()).contains("reason=delivery_limit");
    }

    @Test
    void deadLetterQueueThatIsMissingIsMissedByNobody() {
        broker.deleteQueue(FLOWING_QUEUE + DeadLetters.SUFFIX);
        broker.deleteQueue(FLOWING_QUEUE);

        var id = append(FLOWING);

        await().until(() -> isSent(id));
        assertThat(broker.getQueueInfo(FLOWING_QUEUE + DeadLetters.SUFFIX))
                .as("declared again with its queue")
                .isNotNull();
    }

    /** @return whether the message was there to be taken; its consumer is gone then without a word */
    private boolean dieWith(String queue, UUID expected) throws IOException {
        try (var connection = connections.createConnection();
                var channel = connection.createChannel(false)) {
            // What was given back is not there in the same moment.
            for (var attempt = 0; attempt < 20; attempt++) {
                var taken = channel.basicGet(queue, false);
                if (taken != null) {
                    assertThat(taken.getProps().getMessageId()).isEqualTo(expected.toString());
                    channel.basicNack(taken.getEnvelope().getDeliveryTag(), false, true);
                    return true;
                }
            }
            return false;
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IOException(e);
        }
    }

    private UUID append(String name) {
        return transactions.call(() -> outbox.append(name, clock.now(), new Thing(1)));
    }

    private boolean isSent(UUID id) {
        return unsent(List.of(id)) == 0;
    }

    private long unsent(List<UUID> ids) {
        return jdbc.sql("select count(*) from outbox where sent_at is null and message_id in (:ids)")
                .param("ids", ids)
                .query(Long.class)
                .single();
    }

    private static UUID id(Message message) {
        return UUID.fromString(message.getMessageProperties().getMessageId());
    }

    record Thing(int number) {}

    @TestConfiguration
    static class Routes {

        @Bean
        static MessageRoute filled() {
            return MessageRoute.of(FILLED, "test");
        }

        @Bean
        static MessageRoute flowing() {
            return MessageRoute.of(FLOWING, "test");
        }
    }
}
