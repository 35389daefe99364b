package com.timedeal.servicedefaults.messaging;

import com.timedeal.servicedefaults.database.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessagePropertiesBuilder;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes what lies in the outbox, at least once, in order of arrival as far as there is one relay.
 *
 * <p>Any number of instances may run: a relay claims rows for a while, publishes them outside any transaction, and marks
 * those sent that the broker both confirmed and could route. What it could not send becomes free when the claim ends.
 */
class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration STEP_ASIDE = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final RabbitTemplate rabbit;
    private final DeclareQueues queues;
    private final MessagingSettings settings;
    private final UUID self = UUID.randomUUID();
    /** Names of messages that the broker refused, and until when (System.nanoTime) none of that name is tried. */
    private final Map<String, Long> refused = new HashMap<>();

    private final Semaphore wakeUps = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;
    private Thread thread;

    OutboxRelay(
            JdbcClient jdbc,
            Transactions transactions,
            RabbitTemplate rabbit,
            DeclareQueues queues,
            MessagingSettings settings) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rabbit = rabbit;
        this.queues = queues;
        this.settings = settings;
    }

    /** Says that there is something to send. Cheap, never blocks; losing it costs one poll interval. */
    void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::relayUntilStopped);
    }

    @Override
    public void stop() {
        running = false;
        stopping.countDown();
        wake();
        try {
            thread.join(settings.confirmWait());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void relayUntilStopped() {
        while (running) {
            try {
                var claimed = claim();
                if (claimed.isEmpty()) {
                    awaitWakeUp(settings.relayPoll());
                } else if (!publish(claimed)) {
                    pause();
                }
            } catch (RuntimeException e) {
                // Whatever one round met (a lost connection, a commit of unknown outcome), the next one asks anew;
                // a relay that ended would be missed by nobody until the outbox is full.
                log.warn("Relay paused: {}", e.toString());
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void awaitWakeUp(Duration atMost) {
        try {
            if (wakeUps.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /** Not cut short by new messages: during an outage they come all the time. */
    private void pause() {
        try {
            stopping.await(PAUSE_AFTER_FAILURE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private List<Unsent> claim() {
        var now = System.nanoTime();
        refused.values().removeIf(until -> now - until >= 0);
        // Not none: an empty list is no SQL, and no message has an empty name.
        var avoided = refused.isEmpty() ? Set.of("") : Set.copyOf(refused.keySet());
        return transactions.call(() -> {
            // Unsent rows, never "id above the last": ids become visible out of order.
            var unsent = jdbc.sql("""
                            select id, message_id, name, body
                            from outbox
                            where sent_at is null and (claimed_until is null or claimed_until < sysdate(6))
                              and name not in (:avoided)
                            order by id
                            limit :batch
                            for update skip locked
                            """)
                    .param("avoided", avoided)
                    .param("batch", settings.relayBatch())
                    .query(Unsent.class)
                    .list();
            if (!unsent.isEmpty()) {
                jdbc.sql("""
                                update outbox
                                set claimed_by = :self, claimed_until = sysdate(6) + interval :seconds second
                                where id in (:ids)
                                """)
                        .param("self", self)
                        .param("seconds", settings.claim().toSeconds())
                        .param("ids", ids(unsent))
                        .update();
            }
            return unsent;
        });
    }

    /** @return whether all went out */
    private boolean publish(List<Unsent> claimed) throws InterruptedException {
        // By the monotonic clock: the time of day may jump.
        var deadline = System.nanoTime() + settings.confirmWait().toNanos();
        var pending = new ArrayList<Publication>(claimed.size());
        try {
            for (var unsent : claimed) {
                var correlation = new CorrelationData(unsent.messageId().toString());
                rabbit.send(settings.exchange(), unsent.name(), message(unsent), correlation);
                pending.add(new Publication(unsent, correlation));
            }
        } catch (AmqpException e) {
            log.warn("Broker not reachable: {}", e.toString());
        }
        var sent = new ArrayList<Unsent>(claimed.size());
        for (var publication : pending) {
            if (arrived(publication, deadline)) {
                sent.add(publication.unsent);
            }
        }
        markSent(sent);
        if (sent.size() == claimed.size()) {
            return true;
        }
        retryLater(claimed.stream().filter(unsent -> !sent.contains(unsent)).toList());
        queues.again();
        return false;
    }

    private static Message message(Unsent unsent) {
        return MessageBuilder.withBody(unsent.body().getBytes(StandardCharsets.UTF_8))
                .andProperties(MessagePropertiesBuilder.newInstance()
                        .setContentType("application/json")
                        .setMessageId(unsent.messageId().toString())
                        .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                        .build())
                .build();
    }

    private boolean arrived(Publication publication, long deadline) throws InterruptedException {
        var wait = Math.max(0, deadline - System.nanoTime());
        try {
            var confirm = publication.correlation.getFuture().get(wait, TimeUnit.NANOSECONDS);
            // RabbitMQ confirms what it could not route and returns it first; Qpid refuses it instead. RabbitMQ refuses
            // what a full queue does not take.
            var arrived = confirm.isAck() && publication.correlation.getReturned() == null;
            if (!arrived) {
                stepAside(publication.unsent.name(), confirm.isAck() ? "no queue is bound" : "no queue, or a full one");
            }
            return arrived;
        } catch (ExecutionException | TimeoutException e) {
            log.warn("No confirm for {}: {}", publication.unsent.name(), e.toString());
            return false;
        }
    }

    /** However many of that name wait, the next batches are for the others. */
    private void stepAside(String name, String why) {
        if (refused.put(name, System.nanoTime() + STEP_ASIDE.toNanos()) == null) {
            log.warn("{} could not be delivered to any queue: {}", name, why);
        }
    }

    private void markSent(List<Unsent> sent) {
        if (!sent.isEmpty()) {
            transactions.run(
                    () -> jdbc.sql("update outbox set sent_at = sysdate(6), claimed_until = null where id in (:ids)")
                            .param("ids", ids(sent))
                            .update());
        }
    }

    /** What was refused steps aside for a while, so that one full queue does not hold up the messages for all others. */
    private void retryLater(List<Unsent> unsent) {
        transactions.run(() -> jdbc.sql(
                        "update outbox set claimed_until = sysdate(6) + interval :seconds second where id in (:ids)")
                .param("seconds", STEP_ASIDE.toSeconds())
                .param("ids", ids(unsent))
                .update());
    }

    private static List<Long> ids(List<Unsent> unsent) {
        return unsent.stream().map(Unsent::id).toList();
    }

    record Unsent(long id, UUID messageId, String name, String body) {}

    private record Publication(Unsent unsent, CorrelationData correlation) {}
}
