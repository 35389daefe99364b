package com.timedeal.concurrencylab.buying;

import com.timedeal.concurrencylab.sale.Bought;
import com.timedeal.concurrencylab.sale.Intent;
import com.timedeal.concurrencylab.sale.LabOrder;
import com.timedeal.concurrencylab.sale.Sale;
import com.timedeal.concurrencylab.sale.SaleRows;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.redis.RedisCalls;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * A lock in Redis around the transaction, so that hardly anybody waits in the database. The lock may be lost at any time
 * (a pause longer than its lease is enough): the guarded update decides, and the unique key and the check behind it.
 */
@Component
class BuyUnderRedissonLock implements Buying {

    private static final Logger log = LoggerFactory.getLogger(BuyUnderRedissonLock.class);

    /** On top of the client's own time-out, which is shorter. */
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private final SaleRows rows;
    private final Transactions transactions;
    private final RedissonClient redisson;
    private final LabSettings settings;

    BuyUnderRedissonLock(SaleRows rows, Transactions transactions, RedissonClient redisson, LabSettings settings) {
        this.rows = rows;
        this.transactions = transactions;
        this.redisson = redisson;
        this.settings = settings;
    }

    @Override
    public Bought buy(Intent intent) {
        var lock = redisson.getLock("lab:lock:" + intent.saleId());
        var owner = Thread.currentThread().threadId();
        if (!acquired(lock, owner)) {
            return new Bought.Busy();
        }
        try {
            return transactions.call(() ->
                    rows.read(intent.saleId()).map(sale -> decide(intent, sale)).orElseGet(Bought.NoSuchSale::new));
        } finally {
            release(lock, owner);
        }
    }

    private boolean acquired(RLock lock, long owner) {
        var wait = settings.lockWait();
        var lease = settings.lockLease().toMillis();
        try {
            return RedisCalls.inTime(
                    () -> lock.tryLockAsync(wait.toMillis(), lease, TimeUnit.MILLISECONDS, owner), wait.plus(ANSWER));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Where it cannot be released, it falls when its lease ends; what was committed under it stands. */
    private static void release(RLock lock, long owner) {
        try {
            if (RedisCalls.inTime(() -> lock.isHeldByThreadAsync(owner), ANSWER)) {
                RedisCalls.inTime(() -> lock.unlockAsync(owner), ANSWER);
            }
        } catch (RedisException e) {
            log.warn("A lock could not be released: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Bought decide(Intent intent, Sale sale) {
        var bought = rows.bought(intent.saleId(), intent.userId());
        var before = bought.flatMap(units -> rows.byKey(intent));
        if (before.isPresent()) {
            return before.get().forWhoAsksAgain(intent);
        }
        var refusal = sale.refuse(intent.quantity(), bought.orElse(0));
        if (refusal != null) {
            return refusal;
        }
        if (!rows.take(sale.saleId(), intent.quantity())) {
            return new Bought.SoldOut();
        }
        var order = LabOrder.of(intent, sale, settings.paymentDueAfter());
        rows.write(order, sale.perUserLimit());
        return new Bought.Placed(order);
    }
}
