package com.timedeal.scheduleservice.timedevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.scheduleservice.ScheduleService;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.identity.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two instances that move orders on every two seconds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecurrenceIT {

    private static final String NAME = "order.progress-due";
    private static final String QUEUE = "order.order.progress-due";
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private List<ConfigurableApplicationContext> instances;
    private JdbcClient jdbc;
    private DatabaseClock clock;
    private Transactions transactions;
    private RabbitTemplate rabbit;
    private ObjectMapper json;

    private record Arrival(UUID messageId, Instant occurredAt, Instant dueAt) {}

    @BeforeAll
    void start() {
        // A daily row waits already, as after a change of the setting.
        instances = List.of(instance(), instance());
        var one = instances.getFirst();
        jdbc = one.getBean(JdbcClient.class);
        clock = one.getBean(DatabaseClock.class);
        transactions = one.getBean(Transactions.class);
        rabbit = one.getBean(RabbitTemplate.class);
        json = one.getBean(ObjectMapper.class);
    }

    @AfterAll
    void stop() {
        instances.forEach(ConfigurableApplicationContext::close);
    }

    @BeforeEach
    void forgetWhatCame() {
        receive();
    }

    @Test
    void eachDueTimeIsPublishedOnceThoughTwoInstancesRun() {
        var arrived = new ArrayList<Arrival>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            arrived.addAll(receive());
            return arrived.size() >= 5;
        });

        assertThat(arrived).extracting(Arrival::dueAt).doesNotHaveDuplicates().isSorted();
        assertThat(arrived).extracting(Arrival::messageId).doesNotHaveDuplicates();
        assertThat(arrived).allSatisfy(message -> {
            assertThat(message.dueAt().atOffset(ZoneOffset.UTC).getSecond() % 2).isZero();
            assertThat(message.occurredAt()).isAfterOrEqualTo(message.dueAt());
        });
        assertThat(arrived.getLast().dueAt())
                .as("none was left out")
                .isEqualTo(arrived.getFirst().dueAt().plus(PERIOD.multipliedBy(arrived.size() - 1)));
        assertThat(jdbc.sql("select count(*) from timed_event where name = ? group by due_at")
                        .param(NAME)
                        .query(Long.class)
                        .list())
                .containsOnly(1L);
    }

    @Test
    void downtimeIsCaughtUpWithOnce() {
        instances.forEach(instance -> instance.getBean(FiringLoop.class).stop());
        Instant back;
        try {
            await().until(() -> waiting() == 1);
            receive();
            var missed = due().plus(PERIOD.multipliedBy(2));
            await().atMost(Duration.ofSeconds(15)).until(() -> clock.now().isAfter(missed));
            instances.forEach(instance -> instance.getBean(Recurrence.class).keepGoing());
            assertThat(waiting()).isEqualTo(1);
        } finally {
            back = clock.now();
            instances.forEach(instance -> instance.getBean(FiringLoop.class).start());
        }

        var arrived = new ArrayList<Arrival>();
        await().atMost(Duration.ofSeconds(15)).until(() -> {
            arrived.addAll(receive());
            return arrived.stream().anyMatch(message -> message.dueAt().isAfter(back));
        });
        assertThat(arrived.stream().filter(message -> !message.dueAt().isAfter(back)))
                .hasSize(1);
    }

    @Test
    void whatFiredLongAgoIsForgottenButForEventsOfDeals() {
        await().until(() -> fired() > 1);
        var deal = UUID.randomUUID();
        jdbc.sql("insert into timed_reference (id) values (?)").param(deal).update();
        jdbc.sql("""
                        insert into timed_event (id, reference, name, due_at, body, fired_at, message_id)
                        values (uuid(), ?, 'deal.opening-due', sysdate(6) - interval 40 day, '{}',
                            sysdate(6) - interval 40 day, uuid())
                        """).param(deal).update();
        var old = jdbc.sql("select reference from timed_event where name = ? and fired_at is not null limit 1")
                .param(NAME)
                .query(UUID.class)
                .single();
        jdbc.sql("update timed_event set due_at = due_at - interval 31 day, fired_at = fired_at - interval 31 day"
                        + " where reference = ?")
                .param(old)
                .update();

        instances.forEach(instance -> instance.getBean(Recurrence.class).forget());

        assertThat(references(old)).isZero();
        assertThat(references(deal)).isEqualTo(1);
        assertThat(fired()).isPositive();
    }

    @Test
    void manyThatBeginAtOnceStoreOneEvent() throws Exception {
        var name = "test." + UUID.randomUUID();
        var dueAt = clock.now().plus(365, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        var event = new RecurringEvent(name, now -> dueAt, due -> new Tick());
        var go = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var i = 0; i < 8; i++) {
                var instance = instances.get(i % 2);
                threads.submit(() -> {
                    go.await();
                    new Recurrence(
                                    List.of(event),
                                    instance.getBean(StoredEvents.class),
                                    instance.getBean(Transactions.class),
                                    instance.getBean(DatabaseClock.class),
                                    instance.getBean(JdbcClient.class))
                            .keepGoing();
                    return null;
                });
            }
            go.countDown();
        }

        var references = jdbc.sql("select reference from timed_event where name = ?")
                .param(name)
                .query(UUID.class)
                .list();
        transactions.run(() -> references.forEach(instances.getFirst().getBean(CancelEvents.class)::cancel));
        assertThat(references).hasSize(1);
    }

    record Tick() {}

    /** With the event, which cannot be without it. */
    private long references(UUID id) {
        return jdbc.sql("select count(*) from timed_reference where id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    private long fired() {
        return jdbc.sql("select count(*) from timed_event where name = ? and fired_at is not null")
                .param(NAME)
                .query(Long.class)
                .single();
    }

    private long waiting() {
        return jdbc.sql("""
                        select count(*) from timed_event
                        where name = ? and fired_at is null and cancelled_at is null and due_at < sysdate(6) + interval 1 minute
                        """).param(NAME).query(Long.class).single();
    }

    private Instant due() {
        return DatabaseClock.toInstant(jdbc.sql(
                        "select min(due_at) from timed_event where name = ? and fired_at is null and cancelled_at is null")
                .param(NAME)
                .query(java.time.LocalDateTime.class)
                .single());
    }

    private List<Arrival> receive() {
        var arrived = new ArrayList<Arrival>();
        for (var message = rabbit.receive(QUEUE); message != null; message = rabbit.receive(QUEUE)) {
            arrived.add(arrival(message.getBody()));
        }
        return arrived;
    }

    private Arrival arrival(byte[] body) {
        try {
            JsonNode message = json.readTree(body);
            assertThat(message.properties()).hasSize(3);
            return new Arrival(
                    UUID.fromString(message.get("messageId").asText()),
                    Instant.parse(message.get("occurredAt").asText()),
                    Instant.parse(message.get("dueAt").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConfigurableApplicationContext instance() {
        return new SpringApplicationBuilder(ScheduleService.class, Keys.class)
                .run(
                        "--server.port=0",
                        "--eureka.client.enabled=false",
                        "--spring.jmx.enabled=false",
                        "--timedeal.progress.cron=*/2 * * * * *");
    }

    @Configuration(proxyBeanMethods = false)
    static class Keys {

        @Bean
        com.nimbusds.jose.jwk.source.JWKSource<com.nimbusds.jose.proc.SecurityContext> tokenKeys() {
            return TestTokens.keys();
        }
    }
}
