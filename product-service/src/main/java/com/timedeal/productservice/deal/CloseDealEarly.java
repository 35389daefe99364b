package com.timedeal.productservice.deal;

import com.timedeal.productservice.allotment.Allotments;
import com.timedeal.servicedefaults.database.CommitOutcomeUnknownException;
import com.timedeal.servicedefaults.database.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Ends an open deal before its time: at the allotment first, so that from then on no unit is sold, then the state shown.
 * What was not sold comes back with the message about the settlement.
 */
@Component
class CloseDealEarly {

    private static final Logger log = LoggerFactory.getLogger(CloseDealEarly.class);

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
                yield outcome == Allotments.Outcome.DONE ? finish(deal) : outcome;
            }
        };
    }

    private Allotments.Outcome finish(Deal deal) {
        try {
            transactions.run(() -> {
                deals.open(deal.dealId());
                deals.closeEarly(deal.dealId());
            });
            return Allotments.Outcome.DONE;
        } catch (DataAccessException | TransactionException | CommitOutcomeUnknownException e) {
            log.warn("Deal {} is closed, but is shown so only when order-service's message comes", deal.dealId(), e);
            return Allotments.Outcome.UNKNOWN;
        }
    }
}
