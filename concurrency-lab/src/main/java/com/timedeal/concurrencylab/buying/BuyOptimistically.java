package com.timedeal.concurrencylab.buying;

import com.timedeal.concurrencylab.sale.Bought;
import com.timedeal.concurrencylab.sale.Intent;
import com.timedeal.concurrencylab.sale.LabOrder;
import com.timedeal.concurrencylab.sale.Sale;
import com.timedeal.concurrencylab.sale.SaleRows;
import com.timedeal.servicedefaults.database.Transactions;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/**
 * Reads without a lock and writes if the version is still the one that was read. On a hot row nearly everybody loses nearly
 * every time: each winner makes all others start over.
 */
@Component
class BuyOptimistically implements Buying {

    private static final long BACK_OFF_NANOS = 2_000_000;

    private final SaleRows rows;
    private final Transactions transactions;
    private final LabSettings settings;
    private final Tuning tuning;

    BuyOptimistically(SaleRows rows, Transactions transactions, LabSettings settings, Tuning tuning) {
        this.rows = rows;
        this.transactions = transactions;
        this.settings = settings;
        this.tuning = tuning;
    }

    @Override
    public Bought buy(Intent intent) {
        var attempts = 1 + tuning.retries();
        for (var attempt = 1; attempt <= attempts; attempt++) {
            var bought = transactions.call(() -> attempt(intent));
            if (bought.isPresent()) {
                return bought.get();
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(BACK_OFF_NANOS * Math.min(attempt, 8)));
        }
        return new Bought.Busy();
    }

    /** @return empty when somebody else was faster */
    private Optional<Bought> attempt(Intent intent) {
        var read = rows.read(intent.saleId());
        if (read.isEmpty()) {
            return Optional.of(new Bought.NoSuchSale());
        }
        var sale = read.get();
        var bought = rows.bought(intent.saleId(), intent.userId());
        var before = bought.flatMap(units -> rows.byKey(intent));
        if (before.isPresent()) {
            return Optional.of(before.get().forWhoAsksAgain(intent));
        }
        var refusal = sale.refuse(intent.quantity(), bought.orElse(0));
        if (refusal != null) {
            return Optional.of(refusal);
        }
        return write(intent, sale);
    }

    private Optional<Bought> write(Intent intent, Sale sale) {
        if (!rows.takeIfUnchanged(sale, intent.quantity())) {
            return Optional.empty(); // nothing was written, so there is nothing to roll back
        }
        var order = LabOrder.of(intent, sale, settings.paymentDueAfter());
        rows.write(order, sale.perUserLimit());
        return Optional.of(new Bought.Placed(order));
    }
}
