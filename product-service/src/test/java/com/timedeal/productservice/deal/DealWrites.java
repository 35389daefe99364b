package com.timedeal.productservice.deal;

import com.timedeal.productservice.allotment.Settlement;
import com.timedeal.servicedefaults.database.Transactions;
import java.util.UUID;
import java.util.function.Function;

/** What messages do to deals, at an instance of the caller's choice and done when the call returns. */
public final class DealWrites {

    private final Deals deals;
    private final MoveDealWhenDue moveDealWhenDue;
    private final SettleDeal settleDeal;
    private final TakeBackUnits takeBackUnits;
    private final Transactions transactions;

    /** @param bean gives the instance's beans by type */
    public DealWrites(Function<Class<?>, Object> bean) {
        deals = (Deals) bean.apply(Deals.class);
        moveDealWhenDue = (MoveDealWhenDue) bean.apply(MoveDealWhenDue.class);
        settleDeal = (SettleDeal) bean.apply(SettleDeal.class);
        takeBackUnits = (TakeBackUnits) bean.apply(TakeBackUnits.class);
        transactions = (Transactions) bean.apply(Transactions.class);
    }

    public void level(UUID dealId, long left, long version) {
        transactions.run(() -> deals.level(dealId, left, version));
    }

    public void settle(UUID dealId, long sold, long held, long unsold) {
        var deal = deals.find(dealId).orElseThrow();
        transactions.run(() -> settleDeal.settle(deal, new Settlement(false, sold, held, unsold)));
    }

    /** A cancellation that has read the deal now, and goes on when it is run. */
    public Runnable cancellationReadNow(UUID dealId) {
        var deal = deals.find(dealId).orElseThrow();
        return () -> transactions.run(() -> takeBackUnits.takeBack(deal));
    }

    public void open(UUID dealId) {
        moveDealWhenDue.open(dealId);
    }

    public void close(UUID dealId) {
        moveDealWhenDue.close(dealId);
    }
}
