package com.timedeal.concurrencylab.buying;

import com.timedeal.concurrencylab.sale.Bought;
import com.timedeal.concurrencylab.sale.Intent;
import com.timedeal.concurrencylab.sale.LabOrder;
import com.timedeal.concurrencylab.sale.Sale;
import com.timedeal.concurrencylab.sale.SaleRows;
import com.timedeal.servicedefaults.database.Transactions;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RedissonClient;
import org.springframework.stereotype.Component;

/**
 * A lock in Redis around the transaction, so that hardly anybody waits in the database. The lock may be lost at any time
 * (a pause longer than its lease is enough): the guarded update decides, and the unique key and the check behind it.
 */
@Component
class BuyUnderRedissonLock implements Buying {

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
        try {
            if (!lock.tryLock(
                    settings.lockWait().toMillis(), settings.lockLease().toMillis(), TimeUnit.MILLISECONDS)) {
                return new Bought.Busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Bought.Busy();
        }
        try {
            return transactions.call(() ->
                    rows.read(intent.saleId()).map(sale -> decide(intent, sale)).orElseGet(Bought.NoSuchSale::new));
        } finally {
            if (lock.isHeldByCurrentThread()) {
                lock.unlock();
            }
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
