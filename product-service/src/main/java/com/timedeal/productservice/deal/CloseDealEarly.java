package com.timedeal.productservice.deal;

import com.timedeal.productservice.allotment.Allotments;
import com.timedeal.servicedefaults.database.Transactions;
import org.springframework.stereotype.Component;

/**
 * Ends an open deal before its time: at the allotment first, so that from then on no unit is sold, then the state shown.
 * What was not sold comes back with the message about the settlement.
 */
@Component
class CloseDealEarly {

    private final Deals deals;
    private final Allotments allotments;
    private final Transactions transactions;

    CloseDealEarly(Deals deals, Allotments allotments, Transactions transactions) {
        this.deals = deals;
        this.allotments = allotments;
        this.transactions = transactions;
    }

    /** DONE also when it was closed before. */
    Allotments.Outcome close(Deal deal) {
        return switch (deal.status()) {
            case CLOSED -> Allotments.Outcome.DONE;
            case CANCELLED -> Allotments.Outcome.REFUSED;
            // SCHEDULED may be a state that lags behind its time; order-service knows.
            case SCHEDULED, OPEN -> {
                var outcome = allotments.close(deal.dealId());
                if (outcome == Allotments.Outcome.DONE) {
                    transactions.run(() -> {
                        deals.open(deal.dealId());
                        deals.closeEarly(deal.dealId());
                    });
                }
                yield outcome;
            }
        };
    }
}
