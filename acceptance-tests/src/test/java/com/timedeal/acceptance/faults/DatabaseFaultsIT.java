package com.timedeal.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.acceptance.faults.Faults.Server;
import com.timedeal.acceptance.injection.CrashPoint;
import com.timedeal.acceptance.injection.Proxy.Direction;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@FaultTest
class DatabaseFaultsIT {

    private static final Duration RECOVERY = Duration.ofSeconds(15);

    @Test
    @Tag("selection")
    @DisplayName("F21: MariaDB is killed three times under load")
    void killed(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 21)) {
            for (var kill = 0; kill < 3; kill++) {
                faults.servers().kill("mariadb");
                TimeUnit.MILLISECONDS.sleep(500 + 700 * kill);
                faults.servers().start("mariadb");
                var back = System.nanoTime();
                var first = sale.firstOrderAfter(back);
                Faults.tell("First order %.1f s after MariaDB was back.", first.toMillis() / 1e3);
                assertThat(first).isLessThan(RECOVERY);
                sale.awaitMoreOrders(30);
            }
            sale.judge();
        }
    }

    @Test
    @DisplayName("F22: MariaDB is restarted in order")
    void restarted(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 22)) {
            faults.servers().stop("mariadb");
            TimeUnit.SECONDS.sleep(5);
            faults.servers().start("mariadb");
            var first = sale.firstOrderAfter(System.nanoTime());
            Faults.tell("First order %.1f s after MariaDB was back.", first.toMillis() / 1e3);
            assertThat(first).isLessThan(RECOVERY);
            sale.awaitMoreOrders(30);
            sale.judge();
        }
    }

    @Test
    @DisplayName("F23: one instance loses its way to MariaDB, the other sells on")
    void cutFromOne(Faults faults) throws IOException, InterruptedException {
        var way = faults.proxy("order-service-2", Server.DATABASE);
        try (var sale = Sale.open(faults, 23)) {
            way.refuse();
            var cut = System.nanoTime();
            sale.awaitMoreOrders(100);
            Faults.tell("%.0f %% had to ask again.", 100 * sale.trouble(cut, System.nanoTime()));
            way.heal();
            way.silence();
            sale.awaitMoreOrders(60);
            way.heal();
            sale.awaitMoreOrders(60);
            sale.judge();
        }
    }

    @Test
    @DisplayName("F24: the answers of MariaDB are lost for a while, so that nobody knows what was committed")
    void answersLost(Faults faults) throws IOException, InterruptedException {
        var way = faults.proxy("order-service-2", Server.DATABASE);
        try (var sale = Sale.open(faults, 24)) {
            for (var cut = 0; cut < 4; cut++) {
                way.hold(Direction.BACK);
                TimeUnit.MILLISECONDS.sleep(3_500);
                way.reset();
                way.heal();
                sale.awaitMoreOrders(30);
            }
            sale.judge();
        }
    }

    @Test
    @DisplayName("F24: an order whose commit went out and was not answered is never called 'not done'")
    void unknownIsNotFailed(Faults faults) throws IOException, InterruptedException {
        var point = CrashPoint.PURCHASE_WAITS_BEFORE_COMMIT;
        var way = faults.proxy(Faults.victim(point), Server.DATABASE);
        try (var sale = Sale.quiet(faults, 240)) {
            faults.crashPoints().arm(point);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                // Both instances get some; the victim's first one waits at the point.
                var answers = sale.shoppers().stream()
                        .map(shopper -> threads.submit(
                                () -> shopper.send(shopper.deal(sale.plenty().dealId(), 1, shopper.newKey()))))
                        .toList();
                await().pollInterval(Duration.ofMillis(20))
                        .until(() -> faults.crashPoints().isReached(point));
                way.hold(Direction.BACK);
                TimeUnit.MILLISECONDS.sleep(1_200);
                way.refuse();
                for (var answer : answers) {
                    answer.get();
                }
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            }
            Faults.tell("%s", sale.history().counts());
            sale.judge();
            assertThat(sale.history().counts())
                    .as("somebody's commit was not answered")
                    .containsKey("unknown");
        }
    }

    @Test
    @DisplayName("F25: every statement takes 200 ms longer")
    void slow(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 25)) {
            faults.proxies(Server.DATABASE).forEach(proxy -> proxy.delay(Duration.ofMillis(100)));
            var begin = System.nanoTime();
            TimeUnit.SECONDS.sleep(20);
            Faults.tell(
                    "%d orders in 20 s, %.0f %% had to ask again.",
                    sale.acceptedSince(begin), 100 * sale.trouble(begin, System.nanoTime()));
            for (var proxy : faults.proxies(Server.DATABASE)) {
                proxy.heal();
            }
            sale.awaitMoreOrders(60);
            sale.judge();
        }
    }

    @Test
    @DisplayName("F26: lock waits that time out, deadlocks and 'record has changed' come all the time")
    void askedToStartOver(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 26);
                var database = faults.database()) {
            var begin = System.nanoTime();
            for (var error : new int[] {1020, 1205, 1213}) {
                // In the middle of the transaction: the unit is taken, its order is not yet written.
                database.execute("""
                        create trigger timedeal_order.unlucky before insert on timedeal_order.order_line for each row
                        if rand() < 0.6 then signal sqlstate 'HY000' set mysql_errno = %d; end if
                        """.formatted(error));
                try {
                    sale.awaitMoreOrders(40);
                } finally {
                    database.execute("drop trigger timedeal_order.unlucky");
                }
            }
            assertThat(sale.trouble(begin, System.nanoTime()))
                    .as("some ran out of attempts, most did not")
                    .isBetween(0.01, 0.6);
            rivalry(sale, database);
            sale.awaitMoreOrders(40);
            sale.judge();
        }
    }

    /** A session that takes the rows of a sale in the wrong order, and keeps them for longer than anybody waits. */
    private static void rivalry(Sale sale, Database database) throws IOException, InterruptedException {
        try (var rival = database.connect();
                var statement = rival.createStatement()) {
            for (var round = 0; round < 6; round++) {
                statement.execute("start transaction");
                try {
                    statement.execute(
                            "select * from timedeal_order.allotment_buyer where allotment_id = '%s' for update"
                                    .formatted(sale.plenty().dealId()));
                    statement.execute("select * from timedeal_order.allotment where allotment_id = '%s' for update"
                            .formatted(sale.plenty().dealId()));
                    TimeUnit.MILLISECONDS.sleep(1_300);
                } catch (SQLException chosenAsVictim) {
                    Faults.tell("The rival was sent away: %d", chosenAsVictim.getErrorCode());
                }
                statement.execute("rollback");
                TimeUnit.MILLISECONDS.sleep(300);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Test
    @DisplayName("F27: MariaDB takes no more writes for a while")
    void readOnly(Faults faults) throws IOException, InterruptedException {
        try (var sale = Sale.open(faults, 27);
                var database = faults.database()) {
            database.execute("set global read_only = on");
            TimeUnit.SECONDS.sleep(5);
            var begin = System.nanoTime();
            TimeUnit.SECONDS.sleep(5);
            assertThat(sale.newOrdersSince(begin))
                    .as("nothing new is acknowledged")
                    .isZero();
            database.execute("set global read_only = off");
            sale.awaitMoreOrders(40, RECOVERY);
            database.execute("flush tables with read lock");
            TimeUnit.SECONDS.sleep(8);
            database.execute("unlock tables");
            sale.awaitMoreOrders(40, RECOVERY);
            for (var round = 0; round < 5; round++) {
                Faults.tell("%d connections killed.", database.killConnections());
                sale.awaitMoreOrders(20, RECOVERY);
            }
            sale.judge();
        }
    }
}
