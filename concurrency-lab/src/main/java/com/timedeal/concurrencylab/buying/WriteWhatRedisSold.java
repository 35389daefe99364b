package com.timedeal.concurrencylab.buying;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.concurrencylab.sale.LabOrder;
import com.timedeal.concurrencylab.sale.Sale;
import com.timedeal.concurrencylab.sale.SaleRows;
import com.timedeal.servicedefaults.database.Transactions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.redisson.api.RList;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Writes the rows of what Redis has sold, in batches; what it takes from a queue leaves it after the commit only. */
@Component
class WriteWhatRedisSold implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WriteWhatRedisSold.class);
    private static final long PAUSE_NANOS = 100_000_000;
    private static final long PAUSE_AFTER_FAILURE_NANOS = 500_000_000;

    private final RedissonClient redisson;
    private final SaleRows rows;
    private final Transactions transactions;
    private final LabSettings settings;
    private final ObjectMapper json;

    /** Sales with something to write, and perhaps some without. */
    private final Set<UUID> sold = ConcurrentHashMap.newKeySet();

    private final AtomicLong unwritten = new AtomicLong();
    private volatile Thread writer;

    WriteWhatRedisSold(
            RedissonClient redisson,
            SaleRows rows,
            Transactions transactions,
            LabSettings settings,
            ObjectMapper json) {
        this.redisson = redisson;
        this.rows = rows;
        this.transactions = transactions;
        this.settings = settings;
        this.json = json;
    }

    static String queue(UUID saleId) {
        return "lab:{" + saleId + "}:to-write";
    }

    /** There is something to write. Nothing is looked for unasked: that would cost the others whom this is compared with. */
    void sold(UUID saleId) {
        if (sold.add(saleId)) {
            LockSupport.unpark(writer);
        }
    }

    /** Somebody may be about to be promised an order. */
    void expect() {
        unwritten.incrementAndGet();
    }

    void expectNoMore() {
        unwritten.decrementAndGet();
    }

    /** Never fewer than there are. */
    long waiting() {
        return unwritten.get();
    }

    private RList<String> list(UUID saleId) {
        return redisson.getList(queue(saleId), StringCodec.INSTANCE);
    }

    private void write() {
        while (writer != null) {
            try {
                for (var saleId : sold) {
                    if (!writeSome(saleId)) {
                        // Taken off before the last look, so that what comes in between is not forgotten.
                        sold.remove(saleId);
                        if (writeSome(saleId)) {
                            sold.add(saleId);
                        }
                    }
                }
                if (sold.isEmpty()) {
                    LockSupport.parkNanos(this, PAUSE_NANOS);
                }
            } catch (RuntimeException e) {
                log.warn("What Redis sold is not written yet", e);
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
            }
        }
    }

    private boolean writeSome(UUID saleId) {
        var list = list(saleId);
        var orders =
                list.range(settings.batchSize() - 1).stream().map(this::order).toList();
        if (orders.isEmpty()) {
            return false;
        }
        transactions.run(() -> write(saleId, orders));
        list.trim(orders.size(), -1);
        unwritten.addAndGet(-orders.size());
        return true;
    }

    private void write(UUID saleId, List<LabOrder> orders) {
        var sale = rows.lock(saleId).orElseThrow();
        // What was committed, but not taken from the queue before this stopped, comes again.
        var written = rows.written(orders.stream().map(LabOrder::orderId).toList());
        var missing = orders.stream()
                .filter(order -> !written.contains(order.orderId()))
                .toList();
        if (!missing.isEmpty()) {
            take(sale, missing);
        }
    }

    private void take(Sale sale, List<LabOrder> orders) {
        var units = orders.stream().mapToLong(LabOrder::quantity).sum();
        if (!rows.take(sale.saleId(), units)) {
            throw new IllegalStateException("Redis has sold what is not there: " + sale);
        }
        var buyers = orders.stream().map(LabOrder::userId).collect(Collectors.toSet());
        rows.writeAll(orders, rows.boughtBy(sale.saleId(), buyers).keySet(), sale.perUserLimit());
    }

    private LabOrder order(String text) {
        try {
            return json.readValue(text, LabOrder.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not what was written", e);
        }
    }

    @Override
    public void start() {
        writer = Thread.ofPlatform().name("lab-redis-writer").unstarted(this::write);
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
