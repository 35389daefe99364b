package com.timedeal.productservice.deal;

import com.timedeal.productservice.stock.Stock;
import org.springframework.stereotype.Component;

/** Takes over what order-service says a closed deal came to, and puts unsold units back on the shelf. */
@Component
class SettleDeal {

    private final Deals deals;
    private final Stock stock;

    SettleDeal(Deals deals, Stock stock) {
        this.deals = deals;
        this.stock = stock;
    }

    /** In the caller's transaction; calling again changes nothing. */
    void settle(Deal deal, long sold, long held, long unsold) {
        if (sold + held + unsold != deal.quantity()) {
            throw new IllegalStateException("Deal " + deal.dealId() + " had " + deal.quantity()
                    + " units, but its settlement names " + (sold + held + unsold));
        }
        if (deals.settle(deal.dealId(), sold, held, unsold) && unsold > 0) {
            stock.returnUnsold(deal.productId(), unsold, deal.dealId());
        }
        // Closing at its time, or early; whichever message comes first. A lost opening message is made up for.
        deals.open(deal.dealId());
        deals.closeEarly(deal.dealId());
    }
}
