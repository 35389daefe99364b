package com.timedeal.productservice.deal;

import com.timedeal.productservice.stock.Stock;
import com.timedeal.servicedefaults.messaging.Outbox;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Ends a deal that never opened: its units go back on the shelf. */
@Component
class TakeBackUnits {

    private final Deals deals;
    private final Stock stock;
    private final Outbox outbox;

    TakeBackUnits(Deals deals, Stock stock, Outbox outbox) {
        this.deals = deals;
        this.stock = stock;
        this.outbox = outbox;
    }

    /** In the caller's transaction, once the allotment is cancelled; calling again changes nothing. */
    void takeBack(Deal deal) {
        if (deals.cancel(deal.dealId())) {
            // Read anew: the row is locked now, and the quantity may have been changed since the deal was read.
            var units = deals.find(deal.dealId()).orElseThrow().quantity();
            stock.cancelDeal(deal.productId(), units, deal.dealId());
            outbox.append("deal.cancelled", new DealCancelled(deal.dealId()));
        }
    }

    record DealCancelled(UUID dealId) {}
}
