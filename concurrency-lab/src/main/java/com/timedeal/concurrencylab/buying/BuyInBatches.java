package com.timedeal.concurrencylab.buying;

import com.timedeal.concurrencylab.sale.Bought;
import com.timedeal.concurrencylab.sale.Intent;
import com.timedeal.concurrencylab.sale.LabOrder;
import com.timedeal.concurrencylab.sale.Sale;
import com.timedeal.concurrencylab.sale.SaleRows;
import com.timedeal.servicedefaults.database.Transactions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Those who come while one batch is committed are the next batch: one lock, one commit and one statement per table for all of
 * them. The bare idea; order-service has it with deadlines, metrics and a way out when a commit's outcome is unknown.
 */
@Component
public class BuyInBatches implements Buying, SmartLifecycle {

    private static final int CAPACITY = 5_000;
    private static final long LOOK_UP_MILLIS = 100;
    private static final long ANSWER_SECONDS = 5;

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final SaleRows rows;
    private final Transactions transactions;
    private final LabSettings settings;
    private volatile Thread writer;

    BuyInBatches(SaleRows rows, Transactions transactions, LabSettings settings) {
        this.rows = rows;
        this.transactions = transactions;
        this.settings = settings;
    }

    private record Waiting(Intent intent, CompletableFuture<Bought> answer) {}

    @Override
    public Bought buy(Intent intent) {
        var waiting = new Waiting(intent, new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            return new Bought.Busy();
        }
        try {
            return waiting.answer.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Decides and writes a batch in one transaction, without anybody waiting for it: what the writer alone can do. */
    public List<Bought> buyTogether(List<Intent> intents) {
        return transactions.call(() -> new Batch().decide(intents));
    }

    private void write() {
        var batch = new ArrayList<Waiting>(settings.batchSize());
        while (writer != null) {
            try {
                var first = queue.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, settings.batchSize() - 1);
                    answer(batch);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                batch.clear();
            }
        }
    }

    private void answer(List<Waiting> batch) {
        try {
            var results = buyTogether(batch.stream().map(Waiting::intent).toList());
            for (var i = 0; i < batch.size(); i++) {
                batch.get(i).answer.complete(results.get(i));
            }
        } catch (RuntimeException e) {
            batch.forEach(waiting -> waiting.answer.completeExceptionally(e));
        }
    }

    private final class Batch {

        private final Map<UUID, Sale> sales = new TreeMap<>();
        private final Map<UUID, Set<UUID>> known = new HashMap<>();
        private final Map<UUID, Map<UUID, Integer>> bought = new HashMap<>();
        private final Map<String, LabOrder> placed = new HashMap<>();

        List<Bought> decide(List<Intent> intents) {
            var bySale =
                    intents.stream().collect(Collectors.groupingBy(Intent::saleId, TreeMap::new, Collectors.toList()));
            bySale.keySet().forEach(id -> rows.lock(id).ifPresent(sale -> sales.put(id, sale)));
            for (var id : sales.keySet()) {
                var users = bySale.get(id).stream().map(Intent::userId).collect(Collectors.toSet());
                var before = rows.boughtBy(id, users);
                known.put(id, before.keySet());
                bought.put(id, new HashMap<>(before));
            }
            var results = intents.stream().map(this::decide).toList();
            for (var sale : sales.values()) {
                write(
                        sale,
                        placed.values().stream()
                                .filter(order -> order.saleId().equals(sale.saleId()))
                                .toList());
            }
            return results;
        }

        private Bought decide(Intent intent) {
            var sale = sales.get(intent.saleId());
            if (sale == null) {
                return new Bought.NoSuchSale();
            }
            var buyers = bought.get(intent.saleId());
            var before = placed.get(keyOf(intent));
            if (before == null && buyers.containsKey(intent.userId())) {
                before = rows.byKey(intent).orElse(null);
            }
            if (before != null) {
                return before.forWhoAsksAgain(intent);
            }
            var refusal = sale.refuse(intent.quantity(), buyers.getOrDefault(intent.userId(), 0));
            if (refusal != null) {
                return refusal;
            }
            var order = LabOrder.of(intent, sale, settings.paymentDueAfter());
            sales.put(intent.saleId(), sale.after(intent.quantity()));
            buyers.merge(intent.userId(), intent.quantity(), Integer::sum);
            placed.put(keyOf(intent), order);
            return new Bought.Placed(order);
        }

        private void write(Sale sale, List<LabOrder> orders) {
            if (orders.isEmpty()) {
                return;
            }
            var units = orders.stream().mapToLong(LabOrder::quantity).sum();
            if (!rows.take(sale.saleId(), units)) {
                throw new IllegalStateException("Granted what is not there: " + sale);
            }
            rows.writeAll(orders, known.get(sale.saleId()), sale.perUserLimit());
        }

        private static String keyOf(Intent intent) {
            return intent.saleId() + " " + intent.userId() + " " + intent.key().value();
        }
    }

    @Override
    public void start() {
        writer = Thread.ofPlatform().name("lab-batch-writer").unstarted(this::write);
        writer.start();
    }

    @Override
    public void stop() {
        writer = null;
    }

    @Override
    public boolean isRunning() {
        return writer != null;
    }
}
