package com.timedeal.localinfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What was accepted is there after a restart, however the process ended. */
class DurabilityIT {

    private static final String QUEUE = "survivors";

    @Test
    void keepsEverythingWhenKilledInTheMiddleOfAStream() throws Exception {
        var home = ProcessUnderTest.emptyHome("killed");
        Set<Integer> confirmed = ConcurrentHashMap.newKeySet();
        var first = ProcessUnderTest.start(home, Map.of());
        insertRows(first, 100);
        var leftDatabase = first.child("DB");
        var leftRedis = first.child("REDIS");
        var publishing = publish(first.amqp(), confirmed, Integer.MAX_VALUE);
        await().atMost(Duration.ofSeconds(60)).until(() -> confirmed.size() >= 1000);
        first.kill();
        publishing.join();
        assertThat(leftDatabase.isAlive()).isTrue();
        assertThat(leftRedis.isAlive()).isTrue();

        try (var second = ProcessUnderTest.start(home, Map.of())) {
            assertThat(second.output())
                    .contains("mariadb  stopping process " + leftDatabase.pid())
                    .contains("redis    stopping process " + leftRedis.pid());
            assertThat(leftDatabase.isAlive()).isFalse();
            assertThat(leftRedis.isAlive()).isFalse();
            assertThat(rows(second)).isEqualTo(100);
            assertThat(drain(second)).containsAll(confirmed);
        }
    }

    @Test
    void keepsEverythingOverAnOrderlyRestartInAMovedHome() throws Exception {
        var home = ProcessUnderTest.emptyHome("before-move");
        Set<Integer> confirmed = ConcurrentHashMap.newKeySet();
        try (var first = ProcessUnderTest.start(home, Map.of());
                var connection = first.amqp()) {
            insertRows(first, 100);
            publish(connection, confirmed, 300).join();
            assertThat(confirmed).hasSize(300);
        }
        var moved = ProcessUnderTest.emptyHome("after-move");
        Files.delete(moved);
        Files.move(home, moved);
        try (var second = ProcessUnderTest.start(moved, Map.of())) {
            assertThat(rows(second)).isEqualTo(100);
            assertThat(drain(second)).isEqualTo(new TreeSet<>(confirmed));
        }
        assertThat(home).doesNotExist();
    }

    @Test
    void recoversTheDatabaseWhenItsServerIsKilledToo() throws Exception {
        var home = ProcessUnderTest.emptyHome("all-killed");
        var first = ProcessUnderTest.start(home, Map.of());
        insertRows(first, 100);
        var database = first.child("DB");
        var redis = first.child("REDIS");
        first.kill();
        database.destroyForcibly();
        redis.destroyForcibly();
        await().until(() -> !database.isAlive() && !redis.isAlive());

        try (var second = ProcessUnderTest.start(home, Map.of())) {
            assertThat(rows(second)).isEqualTo(100);
        }
    }

    @Test
    void dropsEverythingWhenAskedForAFreshStart() throws Exception {
        var home = ProcessUnderTest.emptyHome("fresh");
        try (var first = ProcessUnderTest.start(home, Map.of())) {
            insertRows(first, 1);
        }
        try (var second = ProcessUnderTest.start(home, Map.of(), "--fresh");
                var connection = second.database("timedeal_order");
                var statement = connection.createStatement();
                var tables = statement.executeQuery("SHOW TABLES")) {
            assertThat(tables.next()).isFalse();
        }
    }

    private static Thread publish(Connection connection, Set<Integer> confirmed, int count) throws IOException {
        var channel = connection.createChannel();
        channel.queueDeclare(QUEUE, true, false, false, null);
        channel.confirmSelect();
        var waiting = new ConcurrentSkipListMap<Long, Integer>();
        var inFlight = new Semaphore(200);
        connection.addShutdownListener(cut -> inFlight.release(1));
        channel.addConfirmListener(
                (tag, multiple) -> {
                    var acknowledged = multiple ? waiting.headMap(tag, true) : waiting.subMap(tag, true, tag, true);
                    confirmed.addAll(acknowledged.values());
                    inFlight.release(acknowledged.size());
                    acknowledged.clear();
                },
                (tag, multiple) -> waiting.clear());
        return Thread.startVirtualThread(() -> {
            try {
                for (var number = 0; number < count; number++) {
                    inFlight.acquire();
                    waiting.put(channel.getNextPublishSeqNo(), number);
                    channel.basicPublish(
                            "",
                            QUEUE,
                            MessageProperties.PERSISTENT_BASIC,
                            Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
                }
                channel.waitForConfirms(60_000);
            } catch (IOException | ShutdownSignalException brokerKilled) {
                // The stream was to be cut.
            } catch (InterruptedException | TimeoutException late) {
                throw new IllegalStateException(late);
            }
        });
    }

    private static Set<Integer> drain(ProcessUnderTest infrastructure) throws Exception {
        Set<Integer> found = new TreeSet<>();
        try (var connection = infrastructure.amqp()) {
            var channel = connection.createChannel();
            AMQP.Queue.DeclareOk queue = channel.queueDeclarePassive(QUEUE);
            assertThat(queue.getMessageCount()).isPositive();
            for (var message = channel.basicGet(QUEUE, true);
                    message != null;
                    message = channel.basicGet(QUEUE, true)) {
                found.add(Integer.valueOf(new String(message.getBody(), StandardCharsets.US_ASCII)));
            }
        }
        return found;
    }

    private static void insertRows(ProcessUnderTest infrastructure, int count) throws SQLException {
        try (var connection = infrastructure.database("timedeal_order");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE survivors (id INT PRIMARY KEY)");
            for (var id = 0; id < count; id++) {
                statement.execute("INSERT INTO survivors VALUES (" + id + ")");
            }
        }
    }

    private static int rows(ProcessUnderTest infrastructure) throws SQLException {
        try (var connection = infrastructure.database("timedeal_order");
                var statement = connection.createStatement();
                var counted = statement.executeQuery("SELECT COUNT(*) FROM survivors")) {
            counted.next();
            return counted.getInt(1);
        }
    }
}
