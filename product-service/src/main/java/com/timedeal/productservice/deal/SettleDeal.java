package com.timedeal.productservice.deal;

import com.timedeal.productservice.allotment.Settlement;
import com.timedeal.productservice.stock.Stock;
import org.springframework.stereotype.Component;

/** Takes over what order-service says a closed deal came to, and puts unsold units back on the shelf. */
@Component
class SettleDeal {

    private final Deals deals;
    private final Stock stock;
    private final TakeBackUnits takeBackUnits;

    SettleDeal(Deals deals, Stock stock, TakeBackUnits takeBackUnits) {
        this.deals = deals;
        this.stock = stock;
        this.takeBackUnits = takeBackUnits;
    }

    /** In the caller's transaction; calling again changes nothing. */
    void settle(Deal deal, Settlement settlement) {
        if (settlement.cancelled()) {
            takeBackUnits.takeBack(deal);
            return;
        }
        var named = settlement.sold() + settlement.held() + settlement.unsold();
        if (named != deal.quantity()) {
            throw new IllegalStateException(
                    "Deal " + deal.dealId() + " had " + deal.quantity() + " units, but its settlement names " + named);
        }
        if (deals.settle(deal.dealId(), settlement) && settlement.unsold() > 0) {
            stock.returnUnsold(deal.productId(), settlement.unsold(), deal.dealId());
        }
        // Closing at its time, or early; whichever message comes first. A lost opening message is made up for.
        deals.open(deal.dealId());
        deals.closeEarly(deal.dealId());
    }
}
