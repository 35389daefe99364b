package com.timedeal.orderservice.deal;

import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.servicedefaults.database.Transactions;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Gives a deal that has not opened more or fewer units: under the lock of its allotment, by the database's clock, once for each
 * id of a change. A refusal needs no memory: what has opened or was called off stays so.
 */
@Component
class ChangeUnits {

    private final Allotments allotments;
    private final Transactions transactions;

    ChangeUnits(Allotments allotments, Transactions transactions) {
        this.allotments = allotments;
        this.transactions = transactions;
    }

    Outcome change(UUID dealId, UUID changeId, long units) {
        return transactions.call(() -> {
            var found = allotments.lockDeal(dealId);
            if (found.isEmpty()) {
                return Outcome.NOT_KNOWN;
            }
            if (allotments.hasChanged(changeId)) {
                return Outcome.DONE;
            }
            var allotment = found.get();
            if (allotment.isCancelled() || allotment.hasOpened()) {
                return Outcome.REFUSED;
            }
            allotments.changeUnits(allotment, changeId, units);
            return Outcome.DONE;
        });
    }

    enum Outcome {
        DONE,
        REFUSED,
        NOT_KNOWN
    }
}
