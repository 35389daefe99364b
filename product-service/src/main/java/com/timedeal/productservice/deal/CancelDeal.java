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
 * Calls a deal off before it opens: at the allotment first, where it is certain that no unit was given out, then here.
 *
 * <p>Should this process die in between, order-service's message about the cancelled allotment finishes the work.
 */
@Component
class CancelDeal {

    private static final Logger log = LoggerFactory.getLogger(CancelDeal.class);

    private final Allotments allotments;
    private final TakeBackUnits takeBackUnits;
    private final Transactions transactions;

    CancelDeal(Allotments allotments, TakeBackUnits takeBackUnits, Transactions transactions) {
        this.allotments = allotments;
        this.takeBackUnits = takeBackUnits;
        this.transactions = transactions;
    }

    /** DONE also when it was cancelled before. */
    Allotments.Outcome cancel(Deal deal) {
        return switch (deal.status()) {
            case CANCELLED -> Allotments.Outcome.DONE;
            case OPEN, CLOSED -> Allotments.Outcome.REFUSED;
            case SCHEDULED -> {
                var outcome = allotments.cancel(deal.dealId());
                yield outcome == Allotments.Outcome.DONE ? finish(deal) : outcome;
            }
        };
    }

    private Allotments.Outcome finish(Deal deal) {
        try {
            transactions.run(() -> takeBackUnits.takeBack(deal));
            return Allotments.Outcome.DONE;
        } catch (DataAccessException | TransactionException | CommitOutcomeUnknownException e) {
            log.warn(
                    "Deal {} is called off, but is shown so only when order-service's message comes", deal.dealId(), e);
            return Allotments.Outcome.UNKNOWN;
        }
    }
}
