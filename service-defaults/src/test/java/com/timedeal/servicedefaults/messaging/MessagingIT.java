package com.timedeal.servicedefaults.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.localinfrastructure.testing.Infrastructure;
import com.timedeal.servicedefaults.TestService;
import com.timedeal.servicedefaults.database.CommitFailures;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** Outbox, relay, inbox and dead letters on a real database and a real broker. */
@SpringBootTest(
        classes = TestService.class,
        properties = {
            TestService.SETTINGS,
            TestService.NAME,
            TestService.NO_WEB,
            TestService.NO_REGISTRY,
            "timedeal.messaging.claim=6s",
            "timedeal.messaging.relay-poll=100ms",
            // Fewer than some tests hand a message back.
            "timedeal.messaging.delivery-limit=3"
        })
// Its relay would take part in the tests of others.
@DirtiesContext
@Import(MessagingIT.Things.class)
class MessagingIT {

    private static final String HAPPENED = "thing.happened";
    private static final String QUEUE = "test.thing.happened";
    private static final String DEAD = QUEUE + DeadLetters.SUFFIX;
    private static final String KEPT = "thing.kept";
    private static final String KEPT_QUEUE = "test.thing.kept";

    @Autowired
    private Outbox outbox;

    @Autowired
    private OutboxRelay relay;

    @Autowired
    private Transactions transactions;

    @Autowired
    private CommitFailures commits;

    @Autowired
    private DatabaseClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private AmqpAdmin broker;

    @Autowired
    private DeclareQueues queues;

    @Autowired
    private MessagingSettings settings;

    @Autowired
    private MessageRetention retention;

    @Autowired
    private Things things;

    @BeforeEach
    void startClean() {
        await().until(() -> unsent() == 0);
        broker.purgeQueue(DEAD);
        broker.purgeQueue(KEPT_QUEUE);
    }

    @Test
    void messageExistsExactlyWhenItsCauseCommits() {
        assertThatIllegalStateException().isThrownBy(() -> outbox.append(HAPPENED, clock.now(), new Thing(1)));
        var rolledBack = new UUID[1];
        assertThatIllegalStateException()
                .isThrownBy(() -> transactions.run(() -> {
                    rolledBack[0] = outbox.append(HAPPENED, clock.now(), new Thing(1));
                    throw new IllegalStateException("rolled back");
                }));

        var sent = append(HAPPENED, 2);

        await().until(() -> things.effects(sent) == 1);
        assertThat(things.deliveries(rolledBack[0])).isZero();
        assertThat(jdbc.sql("select count(*) from outbox where message_id = ?")
                        .param(rolledBack[0])
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void unroutableMessageStaysUntilThereIsAQueue() {
        var nobodys = append("thing.unheard", 1);
        var other = append(HAPPENED, 2);
        await().until(() -> things.effects(other) == 1);
        await().until(() -> isSent(other));
        assertThat(isSent(nobodys)).isFalse();

        var queue = QueueBuilder.nonDurable("test.thing.unheard").autoDelete().build();
        broker.declareQueue(queue);
        broker.declareBinding(BindingBuilder.bind(queue)
                .to(new TopicExchange(settings.exchange()))
                .with("thing.unheard"));

        await().until(() -> isSent(nobodys));
        assertThat(rabbit.receive("test.thing.unheard", 1_000)
                        .getMessageProperties()
                        .getMessageId())
                .isEqualTo(nobodys.toString());
        broker.deleteQueue("test.thing.unheard");
    }

    @Test
    void queueThatWasDeletedIsDeclaredAgain() {
        broker.deleteQueue(KEPT_QUEUE);

        var id = append(KEPT, 1);

        await().until(() -> isSent(id));
        assertThat(rabbit.receive(KEPT_QUEUE, 1_000).getMessageProperties().getMessageId())
                .isEqualTo(id.toString());
    }

    @Test
    void queueThatWasUnboundIsBoundAgain() {
        broker.removeBinding(BindingBuilder.bind(new Queue(KEPT_QUEUE))
                .to(new TopicExchange(settings.exchange()))
                .with(KEPT));

        var id = append(KEPT, 1);

        await().until(() -> isSent(id));
        assertThat(rabbit.receive(KEPT_QUEUE, 1_000).getMessageProperties().getMessageId())
                .isEqualTo(id.toString());
    }

    @Test
    void twoRelaysShareTheMessages() {
        var inSmallBites = new MessagingSettings(
                settings.exchange(),
                settings.queues(),
                settings.queueLimit(),
                settings.deliveryLimit(),
                10,
                settings.relayPoll(),
                settings.confirmWait(),
                settings.claim(),
                settings.keepSent(),
                settings.keepReceived());
        var second = new OutboxRelay(jdbc, transactions, rabbit, queues, inSmallBites);
        relay.stop();
        List<UUID> ids;
        try {
            ids = transactions.call(() -> IntStream.range(0, 400)
                    .mapToObj(number -> outbox.append(HAPPENED, clock.now(), new Thing(number)))
                    .toList());
            second.start();
            await().pollInterval(Duration.ofMillis(5)).until(() -> unsent() < 400);
        } finally {
            relay.start();
        }
        await().until(() -> unsent() == 0);
        second.stop();
        await().until(() -> ids.stream().allMatch(id -> things.effects(id) == 1));

        var relays = jdbc.sql("select count(distinct claimed_by) from outbox where message_id in (:ids)")
                .param("ids", ids)
                .query(Long.class)
                .single();
        assertThat(relays).as("both took part").isEqualTo(2);
        // A message whose confirm comes late goes out again; two relays that do not share would send them all twice.
        assertThat(ids.stream().filter(id -> things.deliveries(id) > 1)).hasSizeLessThan(40);
    }

    @Test
    void whatWasPublishedButNotMarkedComesTwiceAndActsOnce() {
        var id = append(HAPPENED, 1);
        await().until(() -> isSent(id));

        // What a relay leaves behind that is killed between the broker's confirmation and its own note of it.
        jdbc.sql(
                        "update outbox set sent_at = null, claimed_by = ?, claimed_until = sysdate(6) + interval 1 second where message_id = ?")
                .params(UUID.randomUUID(), id)
                .update();

        await().until(() -> isSent(id));
        await().until(() -> things.deliveries(id) == 2);
        assertThat(things.effects(id)).isEqualTo(1);
    }

    @Test
    void relayOutlivesACommitOfUnknownOutcome() {
        commits.loseNextAnswerOf("outbox-relay");

        var id = append(HAPPENED, 1);

        await().until(() -> !commits.pending());
        await().until(() -> isSent(id) && things.effects(id) == 1);
    }

    @Test
    void duplicatesActOnce() {
        var id = UUID.randomUUID();
        for (var i = 0; i < 5; i++) {
            send(id, 1);
        }

        await().until(() -> things.deliveries(id) == 5);
        assertThat(things.effects(id)).isEqualTo(1);
    }

    @Test
    void duplicatesHandledAtOnceActOnce() {
        var inbox = new Inbox(jdbc, transactions);
        var id = UUID.randomUUID();
        var effects = new AtomicInteger();
        try (var consumers = Executors.newFixedThreadPool(8)) {
            var handled = IntStream.range(0, 8)
                    .mapToObj(i -> consumers.submit(() -> inbox.once("test.at-once", id, effects::incrementAndGet)))
                    .toList();
            assertThat(handled.stream().map(MessagingIT::value)).containsOnlyOnce(true);
        }
        assertThat(effects).hasValue(1);
    }

    @Test
    void poisonIsDeadLetteredAfterFourDeliveriesAndOthersFlow() {
        var poison = UUID.randomUUID();
        things.poisonous.add(poison);
        send(poison, 1);
        var other = append(HAPPENED, 2);

        await().until(() -> things.effects(other) == 1);
        var dead = rabbit.receive(DEAD, 5_000);

        assertThat(dead.getMessageProperties().getMessageId()).isEqualTo(poison.toString());
        assertThat(dead.getMessageProperties()
                        .getHeaders()
                        .get("x-exception-message")
                        .toString())
                .contains("poison");
        assertThat(things.deliveries(poison)).isEqualTo(4);
        assertThat(things.effects(poison)).isZero();
    }

    @Test
    void whatIsNoJsonIsDeadLettered() {
        rabbit.send(
                "",
                QUEUE,
                MessageBuilder.withBody("{".getBytes(StandardCharsets.UTF_8))
                        .setContentType("application/json")
                        .build());

        assertThat(new String(rabbit.receive(DEAD, 5_000).getBody(), StandardCharsets.UTF_8))
                .isEqualTo("{");
    }

    @Test
    void whatIsASerializedObjectIsDeadLetteredUnread() throws IOException {
        var serialized = new ByteArrayOutputStream();
        try (var objects = new ObjectOutputStream(serialized)) {
            objects.writeObject(new Bait());
        }
        for (var type : List.of("application/x-java-serialized-object", "application/json")) {
            rabbit.send(
                    "",
                    QUEUE,
                    MessageBuilder.withBody(serialized.toByteArray())
                            .setContentType(type)
                            .setHeader("__TypeId__", Bait.class.getName())
                            .build());

            assertThat(rabbit.receive(DEAD, 5_000).getBody()).isEqualTo(serialized.toByteArray());
        }
        assertThat(Bait.taken).isFalse();
    }

    @Test
    void aTypeNamedByTheMessageIsNotBelieved() {
        var id = UUID.randomUUID();
        var body = "{\"messageId\": \"" + id + "\", \"number\": 1, \"@class\": \"" + Bait.class.getName() + "\"}";
        rabbit.send(
                "",
                QUEUE,
                MessageBuilder.withBody(body.getBytes(StandardCharsets.UTF_8))
                        .setContentType("application/json")
                        .setHeader("__TypeId__", Bait.class.getName())
                        .build());

        await().until(() -> things.effects(id) == 1);
        assertThat(Bait.taken).isFalse();
    }

    @Test
    void poisonIsNotLostWithItsDeadLetterQueue() {
        broker.deleteQueue(DEAD);
        var poison = UUID.randomUUID();
        things.poisonous.add(poison);
        send(poison, 1);

        await().until(() -> broker.getQueueInfo(DEAD) != null);
        assertThat(rabbit.receive(DEAD, 5_000).getMessageProperties().getMessageId())
                .isEqualTo(poison.toString());
        assertThat(things.deliveries(poison)).as("back in its queue once").isEqualTo(8);
    }

    @Test
    void messageWaitsInItsQueueWhileTheDatabaseIsAway() {
        var id = UUID.randomUUID();
        things.databaseAway = true;
        send(id, 1);

        // Four attempts at a time, and more times than a quorum queue would hand out one message.
        await().atMost(Duration.ofSeconds(30)).until(() -> things.deliveries(id) > 4 * 5);
        things.databaseAway = false;

        await().until(() -> things.effects(id) == 1);
        assertThat(rabbit.receive(DEAD)).isNull();
    }

    @Test
    void messagesGoOutWhenTheBrokerIsBack() {
        var server = Infrastructure.current().broker();
        assumeThat(server.isControlled()).as("a broker that a test may stop").isTrue();
        server.stop();
        List<UUID> ids;
        try {
            ids = IntStream.range(0, 20)
                    .mapToObj(number -> append(HAPPENED, number))
                    .toList();
            assertThat(unsent()).isEqualTo(20);
        } finally {
            server.start();
        }

        await().until(() -> ids.stream().allMatch(id -> isSent(id) && things.effects(id) == 1));
    }

    @Test
    void retentionForgetsOnlyWhatWasSentOrReceivedLongAgo() {
        var old = append(HAPPENED, 1);
        var recent = append(HAPPENED, 2);
        await().until(() -> unsent() == 0 && things.effects(old) == 1 && things.effects(recent) == 1);
        jdbc.sql("update outbox set sent_at = sent_at - interval 25 hour where message_id = ?")
                .param(old)
                .update();
        jdbc.sql("update inbox set received_at = received_at - interval 8 day where message_id = ?")
                .param(old)
                .update();
        jdbc.sql("update inbox set received_at = received_at - interval 6 day where message_id = ?")
                .param(recent)
                .update();
        // Claimed by another relay for good: unsent, and older than anything.
        var stuck = UUID.randomUUID();
        jdbc.sql("""
                        insert into outbox (message_id, name, body, occurred_at, claimed_until)
                        values (?, 'thing.stuck', '{}', '2020-01-01', sysdate(6) + interval 1 hour)
                        """).param(stuck).update();
        jdbc.sql("""
                        insert into inbox (consumer, message_id, received_at)
                        select 'test.old', uuid(), sysdate(6) - interval 30 day from seq_1_to_2500
                        """).update();

        retention.forget();

        assertThat(jdbc.sql("select message_id from outbox where message_id in (?, ?, ?) order by id")
                        .params(old, recent, stuck)
                        .query(UUID.class)
                        .list())
                .containsExactly(recent, stuck);
        assertThat(jdbc.sql("select message_id from inbox where message_id in (?, ?) or consumer = 'test.old'")
                        .params(old, recent)
                        .query(UUID.class)
                        .list())
                .containsExactly(recent);
        jdbc.sql("delete from outbox where message_id = ?").param(stuck).update();
    }

    @Test
    void retentionFindsItsRowsByIndex() {
        for (var sql : List.of(
                "explain delete from outbox where sent_at < now(6) - interval 1 day limit 1000",
                "explain delete from inbox where received_at < now(6) - interval 7 day limit 1000")) {
            assertThat(jdbc.sql(sql).query().singleRow()).containsEntry("type", "range");
        }
    }

    private UUID append(String name, int number) {
        return transactions.call(() -> outbox.append(name, clock.now(), new Thing(number)));
    }

    private void send(UUID messageId, int number) {
        rabbit.convertAndSend(QUEUE, new Received(messageId, number), message -> {
            message.getMessageProperties().setMessageId(messageId.toString());
            return message;
        });
    }

    private boolean isSent(UUID messageId) {
        return jdbc.sql("select sent_at is not null from outbox where message_id = ?")
                .param(messageId)
                .query(Boolean.class)
                .single();
    }

    private long unsent() {
        return jdbc.sql("select count(*) from outbox where sent_at is null")
                .query(Long.class)
                .single();
    }

    private static <T> T value(java.util.concurrent.Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What runs when somebody reads it. */
    static class Bait implements Serializable {

        private static final long serialVersionUID = 1;
        private static volatile boolean taken;

        private void readObject(ObjectInputStream from) {
            taken = true;
        }

        public void setNumber(int number) {
            taken = true;
        }
    }

    record Thing(int number) {}

    record Received(UUID messageId, int number) {}

    @TestConfiguration
    static class Things {

        private final Map<UUID, AtomicInteger> deliveries = new ConcurrentHashMap<>();
        private final Map<UUID, AtomicInteger> effects = new ConcurrentHashMap<>();
        private final java.util.Set<UUID> poisonous = ConcurrentHashMap.newKeySet();
        private final Inbox inbox;
        private volatile boolean databaseAway;

        Things(@org.springframework.context.annotation.Lazy Inbox inbox) {
            this.inbox = inbox;
        }

        @Bean
        static MessageRoute happened() {
            return MessageRoute.of(HAPPENED, "test");
        }

        @Bean
        static MessageRoute kept() {
            return MessageRoute.of(KEPT, "test");
        }

        @RabbitListener(queues = QUEUE)
        void on(Received message) {
            count(deliveries, message.messageId);
            if (poisonous.contains(message.messageId)) {
                throw new IllegalStateException("poison");
            }
            if (databaseAway) {
                throw new DataAccessResourceFailureException("away");
            }
            inbox.once(QUEUE, message.messageId, () -> count(effects, message.messageId));
        }

        int deliveries(UUID id) {
            return deliveries.getOrDefault(id, new AtomicInteger()).get();
        }

        int effects(UUID id) {
            return effects.getOrDefault(id, new AtomicInteger()).get();
        }

        private static void count(Map<UUID, AtomicInteger> counts, UUID id) {
            counts.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
        }
    }
}
