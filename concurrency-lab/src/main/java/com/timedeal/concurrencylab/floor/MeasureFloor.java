package com.timedeal.concurrencylab.floor;

import com.timedeal.concurrencylab.buying.Ladder;
import com.timedeal.concurrencylab.buying.Strategy;
import com.timedeal.concurrencylab.sale.Bought;
import com.timedeal.concurrencylab.sale.Intent;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.idempotency.RequestHash;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs one kind of work on some threads for some time and counts what was committed. */
@Component
class MeasureFloor {

    private final Ladder ladder;
    private final Transactions transactions;
    private final JdbcClient jdbc;

    MeasureFloor(Ladder ladder, Transactions transactions, JdbcClient jdbc) {
        this.ladder = ladder;
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** Orders by one row lock each. */
    Measured rowLock(UUID saleId, int threads, Duration time) throws InterruptedException {
        var rung = ladder.rung(Strategy.ROW_LOCK);
        return measure(threads, time, worker -> rung.buy(intent(saleId)) instanceof Bought.Placed ? 1 : 0);
    }

    /** Orders by one transaction per batch, by one writer. */
    Measured writer(UUID saleId, int batch, Duration time) throws InterruptedException {
        return measure(1, time, worker -> {
            var intents =
                    IntStream.range(0, batch).mapToObj(i -> intent(saleId)).toList();
            return ladder.batches().buyTogether(intents).stream()
                    .filter(Bought.Placed.class::isInstance)
                    .count();
        });
    }

    /** Commits of one changed row each, every worker its own. */
    Measured commits(int threads, Duration time) throws InterruptedException {
        transactions.run(() -> {
            for (var worker = 0; worker < threads; worker++) {
                jdbc.sql("replace into commit_probe (worker, n) values (?, 0)")
                        .param(worker)
                        .update();
            }
        });
        return measure(
                threads,
                time,
                worker -> transactions.call(() -> jdbc.sql("update commit_probe set n = n + 1 where worker = ?")
                        .param(worker)
                        .update()));
    }

    private static Intent intent(UUID saleId) {
        return new Intent(saleId, TimeOrderedIds.next(), new IdempotencyKey("one"), RequestHash.of(1), 1);
    }

    private static Measured measure(int threads, Duration time, Work work) throws InterruptedException {
        var begin = System.nanoTime();
        var end = begin + time.toNanos();
        long done = 0;
        try (var executor =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var running = new ArrayList<Future<Long>>();
            for (var worker = 0; worker < threads; worker++) {
                running.add(executor.submit(untilThen(end, worker, work)));
            }
            for (var result : running) {
                done += get(result);
            }
        }
        return new Measured(done, (System.nanoTime() - begin) / 1_000);
    }

    private static Callable<Long> untilThen(long end, int worker, Work work) {
        return () -> {
            var done = 0L;
            while (System.nanoTime() < end) {
                done += work.once(worker);
            }
            return done;
        };
    }

    private static long get(Future<Long> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The work could not be done", e.getCause());
        }
    }

    @FunctionalInterface
    private interface Work {
        long once(int worker);
    }

    /** @param done orders or commits */
    record Measured(long done, long micros) {}
}
