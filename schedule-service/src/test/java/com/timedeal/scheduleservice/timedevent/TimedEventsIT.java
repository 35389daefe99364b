package com.timedeal.scheduleservice.timedevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.timedeal.localinfrastructure.testing.Infrastructure;
import com.timedeal.scheduleservice.ScheduleService;
import com.timedeal.servicedefaults.audit.Audit;
import com.timedeal.servicedefaults.audit.AuditReport;
import com.timedeal.servicedefaults.audit.SeededBug;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.identity.TestTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** The whole service, twice where it says so, on a real database and a real broker. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"eureka.client.enabled=false", "timedeal.schedule.overdue=1s"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext // else it would fire what other tests store
class TimedEventsIT {

    private static final Logger log = LoggerFactory.getLogger(TimedEventsIT.class);

    private static final Duration ONE_HOUR = Duration.ofHours(1);

    @Autowired
    private ApplicationContext context;

    @Autowired
    private FiringLoop loop;

    @Autowired
    private ScheduleEvents scheduleEvents;

    @Autowired
    private CancelEvents cancelEvents;

    @Autowired
    private Transactions transactions;

    @Autowired
    private DatabaseClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RabbitTemplate rabbit;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private TestRestTemplate http;

    @Autowired
    private Audit audit;

    private DueMessages due;

    @BeforeAll
    void listen(@Autowired ConnectionFactory connectionFactory) {
        due = new DueMessages(connectionFactory, json, clock::now);
        due.start();
    }

    @AfterAll
    void stopListening() {
        due.stop();
    }

    @AfterEach
    void leaveNothingWaitingAndHoldEveryInvariant() {
        var waiting = jdbc.sql(
                        "select distinct reference from timed_event where fired_at is null and cancelled_at is null")
                .query(UUID.class)
                .list();
        transactions.run(() -> waiting.stream().sorted().forEach(cancelEvents::cancel));
        await().until(() -> jdbc.sql("select count(*) from outbox where sent_at is null")
                        .query(Long.class)
                        .single()
                == 0);
        var report = audit();
        assertThat(report.get("holds").asBoolean()).as(report.toPrettyString()).isTrue();
    }

    @Test
    void publishesOpeningAndClosingAtTheirTimes() {
        var deal = UUID.randomUUID();
        var opensAt = clock.now().plusMillis(400);
        var closesAt = opensAt.plusMillis(300);

        schedule(UUID.randomUUID(), deal, opensAt, closesAt);

        await().until(() -> due.of(deal).size() == 3);
        assertThat(due.of(deal, DueMessages.OPENING)).singleElement().satisfies(message -> {
            assertThat(Instant.parse(message.body().get("dueAt").asText())).isEqualTo(opensAt);
            assertThat(Instant.parse(message.body().get("occurredAt").asText())).isAfterOrEqualTo(opensAt);
            assertThat(shape(message.body())).isEqualTo(shape(sample("deal.opening-due")));
        });
        assertThat(Stream.of(DueMessages.CLOSING, DueMessages.CLOSING_TO_ORDER)
                        .map(queue -> due.of(deal, queue))
                        .toList())
                .allSatisfy(messages -> assertThat(messages).singleElement().satisfies(message -> {
                    assertThat(Instant.parse(message.body().get("dueAt").asText()))
                            .isEqualTo(closesAt);
                    assertThat(shape(message.body())).isEqualTo(shape(sample("deal.closing-due")));
                }));
    }

    @Test
    void twoInstancesPublishTwoHundredEventsOnceNeverEarlyAndInTime() {
        var random = new Random(20261120);
        var deals = new ArrayList<UUID>();
        try (var second = secondInstance()) {
            assertThat(second.getBean(FiringLoop.class).isRunning()).isTrue();
            // Stored well before the first is due, half of them by each instance.
            var start = clock.now().plusMillis(1_500);
            for (var instance : List.of(context, second)) {
                var opensAt = new HashMap<UUID, Instant>();
                IntStream.range(0, 100)
                        .forEach(i -> opensAt.put(UUID.randomUUID(), start.plusMillis(random.nextInt(5_000))));
                scheduleIn(instance, opensAt);
                deals.addAll(opensAt.keySet());
            }
            assertThat(clock.now()).as("stored in time").isBefore(start);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> due.byQueue(deals)
                                    .getOrDefault(DueMessages.OPENING, List.of())
                                    .size()
                            >= 200);
            await().until(() -> waiting(deals) == 200);
        }

        var arrived = due.byQueue(deals);
        assertThat(arrived).containsOnlyKeys(DueMessages.OPENING);
        assertThat(arrived.get(DueMessages.OPENING))
                .extracting(DueMessages.Arrival::dealId)
                .containsExactlyInAnyOrderElementsOf(deals);
        var lags = arrived.get(DueMessages.OPENING).stream()
                .map(DueMessages.Arrival::lag)
                .sorted()
                .toList();
        log.info(
                "Lag from due time to arrival of {} events: median {} ms, p99 {} ms, max {} ms",
                lags.size(),
                millis(lags.get(lags.size() / 2)),
                millis(lags.get(lags.size() * 99 / 100)),
                millis(lags.getLast()));
        logStages(deals);
        assertThat(lags.getFirst()).as("never early").isGreaterThanOrEqualTo(Duration.ZERO);
        // The goal is 50 ms at p99; what must hold on any machine, however busy, is looser.
        assertThat(lags.get(lags.size() * 99 / 100)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void eventsOfOneInstantArePublishedTogether() {
        var deals = IntStream.range(0, 200).mapToObj(i -> UUID.randomUUID()).toList();
        var opensAt = clock.now().plusMillis(1_500);
        scheduleIn(context, deals.stream().collect(Collectors.toMap(Function.identity(), deal -> opensAt)));
        assertThat(clock.now()).as("stored in time").isBefore(opensAt);

        await().until(() ->
                due.byQueue(deals).getOrDefault(DueMessages.OPENING, List.of()).size() >= 200);

        var lags = due.byQueue(deals).get(DueMessages.OPENING).stream()
                .map(DueMessages.Arrival::lag)
                .sorted()
                .toList();
        log.info("200 events of one instant: median {} ms, max {} ms", millis(lags.get(100)), millis(lags.getLast()));
        assertThat(lags.getFirst()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(lags.getLast()).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void firesWhatFellDueWhileItWasDownAsSoonAsItIsBack() {
        var deal = UUID.randomUUID();
        loop.stop();
        try {
            schedule(
                    UUID.randomUUID(),
                    deal,
                    clock.now().minusSeconds(3_600),
                    clock.now().minusSeconds(60));
            await().until(() -> waiting(List.of(deal)) == 2);
            assertThat(finding("S1").get("holds").asBoolean())
                    .as("the audit sees it")
                    .isFalse();
        } finally {
            loop.start();
        }
        var back = System.nanoTime();

        await().pollInterval(Duration.ofMillis(10)).until(() -> due.of(deal).size() == 3);
        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void duplicatesScheduleOnce() {
        var deal = UUID.randomUUID();
        var message = UUID.randomUUID();
        var opensAt = clock.now().plusMillis(500);
        for (var i = 0; i < 5; i++) {
            schedule(message, deal, opensAt, opensAt.plusMillis(100));
        }
        schedule(UUID.randomUUID(), deal, opensAt.plusSeconds(7), opensAt.plusSeconds(8));

        await().until(() -> due.of(deal).size() >= 3);
        awaitHandled("schedule.deal.scheduled", message);
        assertThat(due.of(deal)).hasSize(3);
        assertThat(events(deal)).isEqualTo(2);
    }

    @Test
    void cancellationDropsWhatHasNotFired() {
        var deal = UUID.randomUUID();
        schedule(UUID.randomUUID(), deal, clock.now(), clock.now().plus(ONE_HOUR));
        await().until(() -> due.of(deal).size() == 1);

        cancel(UUID.randomUUID(), deal);

        await().until(() -> waiting(List.of(deal)) == 0);
        assertThat(statuses(deal)).containsExactly("PUBLISHED", "CANCELLED");
    }

    @Test
    void cancellationThatOvertakesTheSchedulingWins() {
        var deal = UUID.randomUUID();
        var cancellation = UUID.randomUUID();
        cancel(cancellation, deal);
        cancel(cancellation, deal);
        awaitHandled("schedule.deal.cancelled", cancellation);

        var scheduling = UUID.randomUUID();
        schedule(scheduling, deal, clock.now(), clock.now());
        awaitHandled("schedule.deal.scheduled", scheduling);

        assertThat(events(deal)).isZero();
    }

    @Test
    void cancellationAndSchedulingAtOnceLeaveNothingWaiting() {
        var deals = IntStream.range(0, 100).mapToObj(i -> UUID.randomUUID()).toList();
        var later = clock.now().plus(ONE_HOUR);
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var deal : deals) {
                threads.submit(() -> scheduleIn(context, deal, later, later));
                threads.submit(() -> transactions.run(() -> cancelEvents.cancel(deal)));
            }
        }

        assertThat(jdbc.sql("select count(*) from timed_reference where cancelled_at is not null and id in (:ids)")
                        .param("ids", deals)
                        .query(Long.class)
                        .single())
                .isEqualTo(100);
        assertThat(waiting(deals)).isZero();
    }

    @Test
    void whatFellDueWithoutABrokerIsPublishedWhenItIsBack() {
        var broker = Infrastructure.current().broker();
        assumeThat(broker.isControlled()).as("a broker that a test may stop").isTrue();
        var deal = UUID.randomUUID();
        broker.stop();
        try {
            scheduleIn(context, deal, clock.now().plusMillis(100), clock.now().plusMillis(200));
            await().until(() -> waiting(List.of(deal)) == 0);
            assertThat(statuses(deal)).containsExactly("FIRED", "FIRED");
            assertThat(due.of(deal)).isEmpty();
        } finally {
            broker.start();
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> due.of(deal).size() >= 3);
        await().until(() -> statuses(deal).equals(List.of("PUBLISHED", "PUBLISHED")));
        assertThat(due.of(deal).stream().map(DueMessages.Arrival::messageId).distinct())
                .hasSize(2);
    }

    @Test
    void adminSeesEventsInTheOrderInWhichTheyAreDue() {
        var deal = UUID.randomUUID();
        schedule(UUID.randomUUID(), deal, clock.now(), clock.now().plus(ONE_HOUR));
        await().until(() -> due.of(deal).size() == 1);
        await().until(() -> statuses(deal).equals(List.of("PUBLISHED", "WAITING")));

        var waiting = get("/api/v1/timed-events?status=WAITING&size=100", Role.ADMIN);
        assertThat(waiting.getStatusCode().value()).isEqualTo(200);
        var event = items(waiting)
                .filter(item -> item.get("reference").asText().equals(deal.toString()))
                .toList();
        assertThat(event).singleElement().satisfies(item -> {
            assertThat(item.get("name").asText()).isEqualTo("deal.closing-due");
            assertThat(item.get("status").asText()).isEqualTo("WAITING");
            assertThat(item.has("firedAt")).isFalse();
            assertThat(UUID.fromString(item.get("eventId").asText()).version()).isEqualTo(7);
        });
        var published = items(get("/api/v1/timed-events?status=PUBLISHED&size=100", Role.ADMIN))
                .toList();
        assertThat(published)
                .isSortedAccordingTo(Comparator.comparing(
                        item -> Instant.parse(item.get("dueAt").asText())));
        assertThat(published)
                .allSatisfy(item -> assertThat(
                                Instant.parse(item.get("publishedAt").asText()))
                        .isAfterOrEqualTo(Instant.parse(item.get("firedAt").asText())));
        assertThat(get("/api/v1/timed-events?page=0&size=1", Role.ADMIN)
                        .getBody()
                        .get("items"))
                .hasSize(1);
    }

    @Test
    void onlyAdminsLookAtEventsAndAudit() {
        for (var path : List.of("/api/v1/timed-events", "/api/v1/audit/schedule")) {
            assertThat(get(path, Role.SELLER).getStatusCode().value()).isEqualTo(403);
            assertThat(http.getForEntity(path, JsonNode.class).getStatusCode().value())
                    .isEqualTo(401);
        }
        assertThat(get("/api/v1/timed-events?status=LATE", Role.ADMIN)
                        .getStatusCode()
                        .value())
                .isEqualTo(400);
        assertThat(get("/api/v1/timed-events?size=101", Role.ADMIN)
                        .getStatusCode()
                        .value())
                .isEqualTo(400);
        assertThat(http.getForEntity("/actuator/health/readiness", JsonNode.class)
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
    }

    @Test
    void auditHasFigures() {
        var deal = UUID.randomUUID();
        scheduleIn(context, deal, clock.now(), clock.now());
        await().until(() -> waiting(List.of(deal)) == 0);

        assertThat(finding("S2").get("figures").properties())
                .extracting(Map.Entry::getKey)
                .contains("fired", "median_lag_ms", "max_lag_ms");
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void auditSees(SeededBug bug) {
        var deal = UUID.randomUUID();
        scheduleIn(context, deal, clock.now().plus(ONE_HOUR), clock.now().plus(ONE_HOUR));
        loop.stop(); // or it would mend what is overdue
        try {
            bug.isSeenBy(audit, jdbc, Map.of("deal", deal, "new", UUID.randomUUID()));
        } finally {
            loop.start();
        }
    }

    @Test
    void noInvariantIsLeftOut() {
        assertThat(bugs().map(SeededBug::invariant))
                .containsExactlyInAnyOrderElementsOf(audit.evaluate().invariants().stream()
                        .map(AuditReport.Finding::id)
                        .toList());
    }

    static Stream<SeededBug> bugs() {
        return Stream.of(
                event("S1", "due_at = due_at - interval 2 hour", "due_at = due_at + interval 2 hour"),
                event(
                        "S2",
                        "fired_at = due_at - interval 1 second, message_id = uuid()",
                        "fired_at = null, message_id = null"),
                event("S3", "fired_at = due_at", "fired_at = null"),
                SeededBug.row(
                        "S4", "timed_reference", "id = :deal", "cancelled_at = sysdate(6)", "cancelled_at = null"),
                // Nobody has a queue for it, so that the broker returns it each time.
                new SeededBug(
                        "I25",
                        List.of("insert into outbox (message_id, name, body, occurred_at)"
                                + " values (:new, 'nobody.listens', '{}', sysdate(6))"),
                        List.of("delete from outbox where message_id = :new")));
    }

    private static SeededBug event(String invariant, String breaks, String mends) {
        return SeededBug.row(invariant, "timed_event", "reference = :deal", breaks, mends);
    }

    private void schedule(UUID messageId, UUID deal, Instant opensAt, Instant closesAt) {
        rabbit.convertAndSend(
                "timedeal.events",
                "deal.scheduled",
                Map.of(
                        "messageId", messageId,
                        "occurredAt", clock.now(),
                        "dealId", deal,
                        "productName", "not read here",
                        "opensAt", opensAt,
                        "closesAt", closesAt));
    }

    private void cancel(UUID messageId, UUID deal) {
        rabbit.convertAndSend(
                "timedeal.events",
                "deal.cancelled",
                Map.of("messageId", messageId, "occurredAt", clock.now(), "dealId", deal));
    }

    /** Without a message in between, where the test is about what happens later. */
    private static void scheduleIn(ApplicationContext instance, UUID deal, Instant opensAt, Instant closesAt) {
        instance.getBean(Transactions.class).run(() -> store(instance, deal, opensAt, closesAt));
    }

    /** All at once; they close in an hour. */
    private static void scheduleIn(ApplicationContext instance, Map<UUID, Instant> opensAt) {
        instance.getBean(Transactions.class)
                .run(() -> opensAt.forEach((deal, at) -> store(instance, deal, at, at.plus(ONE_HOUR))));
    }

    private static void store(ApplicationContext instance, UUID deal, Instant opensAt, Instant closesAt) {
        var events = List.of(
                new TimedEvent("deal.opening-due", opensAt, new Due(deal, opensAt)),
                new TimedEvent("deal.closing-due", closesAt, new Due(deal, closesAt)));
        instance.getBean(ScheduleEvents.class).schedule(deal, events);
    }

    record Due(UUID dealId, Instant dueAt) {}

    private ConfigurableApplicationContext secondInstance() {
        return new SpringApplicationBuilder(ScheduleService.class, Keys.class)
                .run("--server.port=0", "--eureka.client.enabled=false", "--spring.jmx.enabled=false");
    }

    private void awaitHandled(String consumer, UUID messageId) {
        await().until(() -> jdbc.sql("select count(*) from inbox where consumer = ? and message_id = ?")
                        .params(consumer, messageId)
                        .query(Long.class)
                        .single()
                == 1);
    }

    private long waiting(List<UUID> deals) {
        return jdbc.sql("""
                        select count(*) from timed_event
                        where reference in (:ids) and fired_at is null and cancelled_at is null
                        """).param("ids", deals).query(Long.class).single();
    }

    private long events(UUID deal) {
        return jdbc.sql("select count(*) from timed_event where reference = ?")
                .param(deal)
                .query(Long.class)
                .single();
    }

    private List<String> statuses(UUID deal) {
        return jdbc.sql("select " + ListTimedEvents.STATUS + ListTimedEvents.FROM
                        + "where e.reference = ? order by e.due_at")
                .param(deal)
                .query(String.class)
                .list();
    }

    private JsonNode audit() {
        return get("/api/v1/audit/schedule", Role.ADMIN).getBody();
    }

    private JsonNode finding(String id) {
        for (var finding : audit().get("invariants")) {
            if (finding.get("id").asText().equals(id)) {
                return finding;
            }
        }
        throw new IllegalArgumentException(id);
    }

    private ResponseEntity<JsonNode> get(String path, Role role) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.AUTHORIZATION, TestTokens.bearer(UUID.randomUUID(), role));
        return http.exchange(path, HttpMethod.GET, new HttpEntity<>(headers), JsonNode.class);
    }

    private static Stream<JsonNode> items(ResponseEntity<JsonNode> page) {
        var items = new ArrayList<JsonNode>();
        page.getBody().get("items").forEach(items::add);
        return items.stream();
    }

    private JsonNode sample(String name) throws IOException {
        return json.readTree(Path.of("..", "docs", "messages", name + ".json").toFile());
    }

    private static Map<String, Object> shape(JsonNode body) {
        var shape = new TreeMap<String, Object>();
        body.properties()
                .forEach(field -> shape.put(field.getKey(), field.getValue().getNodeType()));
        return shape;
    }

    /** Where the time goes: until the transaction that fires reads its clock, and until the broker has confirmed. */
    private void logStages(List<UUID> deals) {
        var stages = jdbc.sql("""
                        select distinct median(timestampdiff(microsecond, e.due_at, e.fired_at)) over () / 1000 as fired_ms,
                               median(timestampdiff(microsecond, e.due_at, o.sent_at)) over () / 1000 as confirmed_ms
                        from timed_event e join outbox o on o.message_id = e.message_id
                        where e.reference in (:ids)
                        """).param("ids", deals).query().singleRow();
        log.info("Medians from due time by the database's clock: {}", stages);
    }

    private static String millis(Duration lag) {
        return "%.1f".formatted(lag.toNanos() / 1e6);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Keys {

        @Bean
        JWKSource<SecurityContext> tokenKeys() {
            return TestTokens.keys();
        }
    }
}
