package com.timedeal.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.timedeal.acceptance.faults.Faults.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** On a RabbitMQ of the suite's own where one is installed; what the embedded broker cannot do is skipped. */
@FaultTest
class BrokerFaultsIT {

    private static final String SETTLED = "product.allotment.settled";
    private static final String LEVEL = "product.allotment.level";
    private static final Duration DRAINED = Duration.ofSeconds(60);

    @Test
    @DisplayName("F33: the broker is killed three times under load")
    void killed(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 33)) {
            for (var kill = 0; kill < 3; kill++) {
                faults.killBroker();
                var begin = System.nanoTime();
                sale.awaitMoreOrders(40);
                assertThat(sale.trouble(begin, System.nanoTime()))
                        .as("orders need no broker")
                        .isLessThan(0.05);
                faults.startBroker();
                TimeUnit.MILLISECONDS.sleep(1_000 * kill);
            }
            var back = System.nanoTime();
            awaitDrained(faults);
            Faults.tell("All outboxes empty %.1f s after the broker was back.", (System.nanoTime() - back) / 1e9);
            sale.judge();
        }
    }

    @Test
    @DisplayName("F34: nobody reaches the broker for a while, and its connections stay open")
    void silent(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 34)) {
            faults.proxies(Server.BROKER).forEach(proxy -> proxy.silence());
            var begin = System.nanoTime();
            TimeUnit.SECONDS.sleep(40);
            assertThat(sale.trouble(begin, System.nanoTime()))
                    .as("orders need no broker")
                    .isLessThan(0.05);
            for (var proxy : faults.proxies(Server.BROKER)) {
                proxy.heal();
            }
            var back = System.nanoTime();
            awaitDrained(faults);
            Faults.tell("All outboxes empty %.1f s after the cut.", (System.nanoTime() - back) / 1e9);
            sale.judge();
        }
    }

    @Test
    @DisplayName("F35: a queue is full and refuses")
    void full(Faults faults) throws IOException, InterruptedException {
        assumeThat(faults.hasRabbit()).as("needs RabbitMQ").isTrue();
        try (var sale = Sale.open(faults, 35)) {
            var offer = sale.offer(50, 5, Duration.ofMillis(1_500));
            sale.add(offer);
            sale.seller().awaitOpen(offer);
            faults.rabbit()
                    .command(
                            "set_policy",
                            "-p",
                            "timedeal",
                            "full",
                            "^product\\.allotment\\.",
                            "{\"max-length\":0,\"overflow\":\"reject-publish\"}",
                            "--apply-to",
                            "queues");
            sale.seller().close(offer);
            sale.awaitMoreOrders(60);
            try (var database = faults.database()) {
                await().atMost(DRAINED).until(() -> unsent(database, "order") > 0);
                Faults.tell("%d messages wait in the outbox while the queue refuses.", unsent(database, "order"));
            }
            faults.rabbit().command("clear_policy", "-p", "timedeal", "full");
            awaitDrained(faults);
            sale.judge();
        }
    }

    @Test
    @DisplayName("F36: the broker blocks publishers for want of memory")
    void blocked(Faults faults) throws IOException, InterruptedException {
        assumeThat(faults.hasRabbit()).as("needs RabbitMQ").isTrue();
        try (var sale = Sale.open(faults, 36)) {
            faults.rabbit().command("set_vm_memory_high_watermark", "0.000001");
            var begin = System.nanoTime();
            sale.awaitMoreOrders(100);
            TimeUnit.SECONDS.sleep(10);
            assertThat(sale.trouble(begin, System.nanoTime()))
                    .as("orders need no broker")
                    .isLessThan(0.05);
            faults.rabbit().command("set_vm_memory_high_watermark", "0.4");
            awaitDrained(faults);
            sale.judge();
        }
    }

    @Test
    @DisplayName("F37: a queue is unbound, and another one deleted")
    void unboundAndDeleted(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 37);
                var messages = faults.messages()) {
            messages.unbind(SETTLED, "allotment.settled");
            messages.delete(LEVEL);
            var offer = sale.offer(50, 5, Duration.ofMillis(1_500));
            sale.add(offer);
            sale.seller().awaitOpen(offer);
            sale.seller().close(offer);
            sale.awaitMoreOrders(60);
            awaitDrained(faults);
            assertThat(messages.waiting(LEVEL)).as("declared again").isGreaterThanOrEqualTo(0);
            sale.judge();
        }
    }

    @Test
    @DisplayName("F40: poison goes to its dead-letter queue, and the rest flows on")
    void poison(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 40);
                var messages = faults.messages()) {
            var json = new BasicProperties.Builder()
                    .contentType("application/json")
                    .deliveryMode(2)
                    .messageId(UUID.randomUUID().toString());
            messages.put(SETTLED, json.build(), "{\"allotmentId\": \"not a uuid\"}");
            messages.put(SETTLED, json.build(), "not even JSON");
            messages.put(
                    SETTLED,
                    json.contentType("application/x-java-serialized-object").build(),
                    "rO0ABXNyAA==");
            messages.put("order.deal.scheduled", new BasicProperties.Builder().build(), "");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    messages.waiting(SETTLED + ".dlq") + messages.waiting("order.deal.scheduled.dlq"))
                            .isEqualTo(4));
            var offer = sale.offer(50, 5, Duration.ofMillis(1_500));
            sale.add(offer);
            sale.seller().awaitOpen(offer);
            sale.seller().close(offer);
            sale.seller().awaitSettled(offer);
            assertThat(messages.purge(SETTLED + ".dlq")).hasSize(3);
            assertThat(messages.purge("order.deal.scheduled.dlq")).hasSize(1);
            sale.judge();
        }
    }

    @Test
    @DisplayName("F41: every message comes five times more, in any order")
    void repeated(Faults faults) throws IOException, InterruptedException {
        try (var messages = faults.messages();
                var sale = Sale.quiet(faults, 41)) {
            var tap = messages.tap();
            sale.begin();
            var closed = sale.offer(50, 5, Duration.ofMillis(1_500));
            sale.add(closed);
            var cancelled = sale.offer(50, 5, Duration.ofMinutes(5));
            sale.seller().awaitOpen(closed);
            sale.awaitMoreOrders(60);
            sale.seller().close(closed);
            sale.seller().cancel(cancelled);
            sale.strandOrders(faults);
            sale.seller().awaitSettled(closed);
            var all = new ArrayList<Messages.Recorded>();
            await().atMost(Duration.ofSeconds(40)).until(() -> {
                all.addAll(messages.drain(tap));
                return all.stream().anyMatch(message -> message.name().equals("stock.release-requested"));
            });
            var recorded = List.copyOf(all);
            for (var copy = 0; copy < 4; copy++) {
                all.addAll(recorded);
            }
            Collections.shuffle(all, new Random(41));
            for (var message : all) {
                messages.publish(message);
            }
            Faults.tell(
                    "%d messages of %d kinds sent %d times more.",
                    recorded.size(),
                    recorded.stream().map(Messages.Recorded::name).distinct().count(),
                    5);
            assertThat(sale.seller().look(cancelled).status()).isEqualTo("CANCELLED");
            sale.judge();
        }
    }

    /** Proof that nothing goes out. */
    private static void awaitBacklog(Faults faults) throws IOException {
        try (var database = faults.database()) {
            await().atMost(Duration.ofSeconds(15)).until(() -> unsentBefore(database, "order") > 0);
        }
    }

    private static void awaitDrained(Faults faults) throws IOException {
        try (var database = faults.database()) {
            await().atMost(DRAINED)
                    .until(() -> unsentBefore(database, "order")
                                    + unsentBefore(database, "product")
                                    + unsentBefore(database, "schedule")
                            == 0);
        }
    }

    private static long unsent(Database database, String service) throws IOException {
        return database.number("select count(*) from timedeal_" + service + ".outbox where sent_at is null");
    }

    /** Those that have been waiting: under load there is always a fresh one. */
    private static long unsentBefore(Database database, String service) throws IOException {
        return database.number("select count(*) from timedeal_" + service
                + ".outbox where sent_at is null and occurred_at < sysdate(6) - interval 3 second");
    }
}
