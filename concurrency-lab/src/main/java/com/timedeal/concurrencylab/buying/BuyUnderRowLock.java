package com.timedeal.concurrencylab.buying;

import com.timedeal.concurrencylab.sale.Bought;
import com.timedeal.concurrencylab.sale.Intent;
import com.timedeal.concurrencylab.sale.LabOrder;
import com.timedeal.concurrencylab.sale.Sale;
import com.timedeal.concurrencylab.sale.SaleRows;
import com.timedeal.servicedefaults.database.Transactions;
import org.springframework.stereotype.Component;

/** A transaction per order that locks the hot row first. Right, and as slow as one commit after the other. */
@Component
class BuyUnderRowLock implements Buying {

    private final SaleRows rows;
    private final Transactions transactions;
    private final LabSettings settings;

    BuyUnderRowLock(SaleRows rows, Transactions transactions, LabSettings settings) {
        this.rows = rows;
        this.transactions = transactions;
        this.settings = settings;
    }

    @Override
    public Bought buy(Intent intent) {
        return transactions.call(() ->
                rows.lock(intent.saleId()).map(sale -> decide(intent, sale)).orElseGet(Bought.NoSuchSale::new));
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
        var order = LabOrder.of(intent, sale, settings.paymentDueAfter());
        rows.take(sale.saleId(), intent.quantity());
        rows.write(order, sale.perUserLimit());
        return new Bought.Placed(order);
    }
}
