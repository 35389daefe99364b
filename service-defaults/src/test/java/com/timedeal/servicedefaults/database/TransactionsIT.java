package com.timedeal.servicedefaults.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.timedeal.servicedefaults.TestService;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

@SpringBootTest(
        classes = TestService.class,
        properties = {TestService.SETTINGS, TestService.NAME, TestService.NO_WEB, TestService.NO_REGISTRY})
// Its relay would take part in the tests of messages.
@DirtiesContext
class TransactionsIT {

    @Autowired
    private Transactions transactions;

    @Autowired
    private DatabaseClock clock;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void makeTwoRows() {
        jdbc.sql("create table if not exists counter (id int primary key, hits int not null)")
                .update();
        jdbc.sql("replace into counter values (1, 0), (2, 0)").update();
    }

    @Test
    void sessionsHaveTheLimitsOfTheHouse() {
        assertThat(jdbc.sql(
                                "select concat(@@tx_isolation, ' ', @@innodb_lock_wait_timeout, ' ', @@idle_transaction_timeout, ' ', @@time_zone)")
                        .query(String.class)
                        .single())
                .isEqualTo("READ-COMMITTED 1 2 +00:00");
    }

    @Test
    void bothSidesOfADeadlockGetThrough() throws Exception {
        var bothHoldTheirFirst = new CountDownLatch(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var one = threads.submit(() -> transactions.run(() -> hit(1, 2, bothHoldTheirFirst)));
            var two = threads.submit(() -> transactions.run(() -> hit(2, 1, bothHoldTheirFirst)));
            one.get(10, TimeUnit.SECONDS);
            two.get(10, TimeUnit.SECONDS);
        }

        assertThat(jdbc.sql("select hits from counter order by id")
                        .query(Integer.class)
                        .list())
                .containsExactly(2, 2);
    }

    private void hit(int first, int second, CountDownLatch bothHoldTheirFirst) {
        jdbc.sql("update counter set hits = hits + 1 where id = ?").param(first).update();
        bothHoldTheirFirst.countDown();
        try {
            bothHoldTheirFirst.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        jdbc.sql("update counter set hits = hits + 1 where id = ?")
                .param(second)
                .update();
    }

    @Test
    void stopsWaitingForALockBeforeTheRequestRunsOutOfTime() {
        var attempts = new AtomicInteger();
        transactions.run(() -> {
            jdbc.sql("update counter set hits = 1 where id = 1").update();
            var started = System.nanoTime();
            try (var other = Executors.newSingleThreadExecutor()) {
                // Another connection keeps this one busy in between: it may not stay idle for two seconds.
                var blocked = other.submit(() -> transactions.run(() -> {
                    attempts.incrementAndGet();
                    jdbc.sql("update counter set hits = 2 where id = 1").update();
                }));
                while (!blocked.isDone()) {
                    jdbc.sql("select sleep(0.2)").query(Integer.class).single();
                }
                assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
                        .isThrownBy(blocked::get)
                        .withCauseInstanceOf(PessimisticLockingFailureException.class);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
        });

        // A lock wait takes a second, so a second one begins before the patience of 1.2 s is over, and no third.
        assertThat(attempts.get()).isBetween(1, 2);
    }

    @Test
    void refusesToRunInsideAnotherUnit() {
        assertThatIllegalStateException()
                .isThrownBy(() -> transactions.run(() -> transactions.run(() -> {})))
                .withMessageContaining("inside another");
    }

    @Test
    void reportsACommitOnALostConnectionAsUnknown() {
        assertThatExceptionOfType(CommitOutcomeUnknownException.class)
                .isThrownBy(() -> transactions.run(() -> {
                    jdbc.sql("update counter set hits = hits + 1 where id = 1").update();
                    var connection =
                            jdbc.sql("select connection_id()").query(Long.class).single();
                    killFromOutside(connection);
                }));
    }

    private void killFromOutside(long connection) {
        try (var other = Executors.newSingleThreadExecutor()) {
            other.submit(() -> jdbc.sql("kill connection " + connection).update())
                    .get(5, TimeUnit.SECONDS);
        } catch (InterruptedException
                | java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void clockMovesOnWithinATransactionAndColumnsKeepMicroseconds() {
        transactions.run(() -> {
            var first = clock.now();
            jdbc.sql("select sleep(0.01)").query(Integer.class).single();
            assertThat(Duration.between(first, clock.now())).isGreaterThan(Duration.ofMillis(9));
        });
        var instant = Instant.parse("2026-11-20T10:00:00.123456Z");
        assertThat(DatabaseClock.toInstant(jdbc.sql("select cast(? as datetime(6))")
                        .param(DatabaseClock.toColumn(instant))
                        .query(LocalDateTime.class)
                        .single()))
                .isEqualTo(instant);
    }
}
