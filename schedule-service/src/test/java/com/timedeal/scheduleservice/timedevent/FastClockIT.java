package com.timedeal.scheduleservice.timedevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.scheduleservice.ScheduleService;
import com.timedeal.servicedefaults.database.DatabaseClock;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Two processes of the service, one of which believes that it is five minutes later: every message takes effect once, at
 * the right time. Needs libfaketime (Debian: {@code apt-get install faketime}).
 */
@EnabledIf(value = "libfaketime", disabledReason = "libfaketime is not installed")
class FastClockIT {

    private static final Logger log = LoggerFactory.getLogger(FastClockIT.class);

    private final ObjectMapper json = new ObjectMapper();
    private final JdbcClient jdbc = JdbcClient.create(database());

    @TempDir
    private Path logs;

    @Test
    void instanceWhoseClockIsFiveMinutesFastFiresAtTheRightTimeToo() throws Exception {
        var started = new ArrayList<Instance>();
        var connections = broker();
        try {
            var right = start("right", Map.of(), started);
            var fast = start("fast", fiveMinutesFast(), started);
            started.forEach(Instance::awaitReady);
            assertThat(fast.ahead()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
            assertThat(right.ahead()).isLessThan(Duration.ofMinutes(1));
            var rabbit = new RabbitTemplate(connections);
            var due = new DueMessages(connections, json, this::databaseTime);
            due.start();

            var together = schedule(rabbit, 40, Duration.ofMillis(1_000), Duration.ofMillis(50));
            await().atMost(Duration.ofSeconds(15)).until(() -> published(together) == 40);
            check("both instances", due, together);

            right.kill();
            var alone = schedule(rabbit, 20, Duration.ofMillis(1_000), Duration.ofMillis(50));
            await().atMost(Duration.ofSeconds(15)).until(() -> published(alone) == 20);
            check("the fast one alone", due, alone);
            due.stop();
        } finally {
            connections.destroy();
            started.forEach(Instance::kill);
        }
    }

    private void check(String who, DueMessages due, List<UUID> deals) {
        await().until(() ->
                due.byQueue(deals).getOrDefault(DueMessages.OPENING, List.of()).size() >= deals.size());
        var arrived = due.byQueue(deals);
        assertThat(arrived).as("no closing is due for an hour").containsOnlyKeys(DueMessages.OPENING);
        assertThat(arrived.get(DueMessages.OPENING))
                .extracting(DueMessages.Arrival::dealId)
                .containsExactlyInAnyOrderElementsOf(deals);
        var lags = arrived.get(DueMessages.OPENING).stream()
                .map(DueMessages.Arrival::lag)
                .sorted()
                .toList();
        log.info("Lag with {}: median {}, max {}", who, lags.get(lags.size() / 2), lags.getLast());
        assertThat(lags.getFirst()).as("never early").isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(lags.getLast()).as("late, but not by a clock").isLessThan(Duration.ofMinutes(1));
    }

    private List<UUID> schedule(RabbitTemplate rabbit, int count, Duration first, Duration step) {
        var now = databaseTime();
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    var deal = UUID.randomUUID();
                    var opensAt = now.plus(first).plus(step.multipliedBy(i));
                    var body = json.createObjectNode()
                            .put("messageId", UUID.randomUUID().toString())
                            .put("occurredAt", now.toString())
                            .put("dealId", deal.toString())
                            .put("opensAt", opensAt.toString())
                            .put("closesAt", opensAt.plus(Duration.ofHours(1)).toString());
                    rabbit.send(
                            "timedeal.events",
                            "deal.scheduled",
                            MessageBuilder.withBody(body.toString().getBytes(StandardCharsets.UTF_8))
                                    .setContentType("application/json")
                                    .build());
                    return deal;
                })
                .toList();
    }

    private long published(List<UUID> deals) {
        return jdbc.sql("""
                        select count(*) from timed_event e join outbox o on o.message_id = e.message_id
                        where e.reference in (:ids) and o.sent_at is not null
                        """).param("ids", deals).query(Long.class).single();
    }

    private Instant databaseTime() {
        return DatabaseClock.toInstant(
                jdbc.sql("select sysdate(6)").query(LocalDateTime.class).single());
    }

    private Instance start(String name, Map<String, String> more, List<Instance> started) throws IOException {
        var port = freePort();
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ScheduleService.class.getName(),
                "--eureka.client.enabled=false");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(logs.resolve(name + ".log").toFile());
        var environment = builder.environment();
        System.getProperties().stringPropertyNames().stream()
                .filter(property -> property.startsWith("TIMEDEAL_"))
                .forEach(property -> environment.put(property, System.getProperty(property)));
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.putAll(more);
        var instance = new Instance(builder.start(), port, logs.resolve(name + ".log"));
        started.add(instance);
        return instance;
    }

    /**
     * The time of day is shifted, the monotonic clock is not, as it would be on a machine whose clock is wrong. Without the
     * last setting libfaketime shifts the deadlines of timed waits, which then end at once and spin.
     */
    private static Map<String, String> fiveMinutesFast() {
        return Map.of(
                "LD_PRELOAD", library().orElseThrow().toString(),
                "FAKETIME", "+5m",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    static boolean libfaketime() {
        return library().isPresent();
    }

    private static Optional<Path> library() {
        for (var folder : List.of("/usr/lib", "/usr/lib64", "/usr/local/lib")) {
            if (Files.isDirectory(Path.of(folder))) {
                try (var found = Files.find(
                        Path.of(folder), 3, (file, attributes) -> file.endsWith("faketime/libfaketimeMT.so.1"))) {
                    var library = found.findFirst();
                    if (library.isPresent()) {
                        return library;
                    }
                } catch (IOException | java.io.UncheckedIOException e) {
                    log.info("{} cannot be searched", folder);
                }
            }
        }
        return Optional.empty();
    }

    private static DriverManagerDataSource database() {
        return new DriverManagerDataSource(
                "jdbc:mariadb://%s:%s/%s?connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
                        .formatted(
                                setting("TIMEDEAL_DB_HOST"), setting("TIMEDEAL_DB_PORT"), setting("TIMEDEAL_DB_NAME")),
                setting("TIMEDEAL_DB_USER"),
                setting("TIMEDEAL_DB_PASSWORD"));
    }

    private static CachingConnectionFactory broker() {
        var connections = new CachingConnectionFactory(
                setting("TIMEDEAL_AMQP_HOST"), Integer.parseInt(setting("TIMEDEAL_AMQP_PORT")));
        connections.setUsername(setting("TIMEDEAL_AMQP_USER"));
        connections.setPassword(setting("TIMEDEAL_AMQP_PASSWORD"));
        connections.setVirtualHost(setting("TIMEDEAL_AMQP_VHOST"));
        return connections;
    }

    private static String setting(String name) {
        return Optional.ofNullable(System.getProperty(name)).orElseGet(() -> System.getenv(name));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private record Instance(Process process, int port, Path output) {

        void awaitReady() {
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new IllegalStateException(Files.readString(output));
                        }
                        return answer().map(response -> response.statusCode() == 200)
                                .orElse(false);
                    });
        }

        /** How far this instance's time of day is ahead of ours. */
        Duration ahead() {
            var date = answer().orElseThrow().headers().firstValue("Date").orElseThrow();
            return Duration.between(
                    Instant.now(),
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        }

        private Optional<HttpResponse<Void>> answer() {
            try (var client = HttpClient.newHttpClient()) {
                var uri = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
                return Optional.of(client.send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(2))
                                .build(),
                        HttpResponse.BodyHandlers.discarding()));
            } catch (IOException e) {
                return Optional.empty();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void kill() {
            process.destroyForcibly();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
