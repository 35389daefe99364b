package com.timedeal.orderservice.deal;

import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.messaging.Outbox;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Ends the sale of a deal's units, for good: called off before it opened, closed early, or settled when its time is over.
 * All three lock the allotment first and judge by the database's clock; asking again changes nothing.
 */
@Component
class EndAllotment {

    private final Allotments allotments;
    private final Orders orders;
    private final Outbox outbox;
    private final Transactions transactions;

    EndAllotment(Allotments allotments, Orders orders, Outbox outbox, Transactions transactions) {
        this.allotments = allotments;
        this.orders = orders;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /** Before it opens only. Leaves a tombstone where there is no allotment yet. @return false when it has opened */
    boolean cancel(UUID dealId) {
        return transactions.call(() -> {
            var found = allotments.lock(dealId);
            if (found.isEmpty()) {
                if (allotments.bury(dealId)) {
                    announce(new AllotmentSettled(dealId, true, 0, 0, 0));
                    return true;
                }
                found = allotments.lock(dealId); // it came into being a moment ago
            }
            var allotment = found.orElseThrow();
            if (allotment.status() == Allotment.Status.CANCELLED) {
                return true;
            }
            if (allotment.hasOpened()) {
                return false;
            }
            var unsold = allotments.end(allotment, Allotment.Status.CANCELLED);
            announce(new AllotmentSettled(dealId, true, 0, 0, unsold));
            return true;
        });
    }

    /** After it has opened only. @return false when it has not opened, was called off, or is not known */
    boolean closeEarly(UUID dealId) {
        return transactions.call(() -> {
            var allotment = allotments.lock(dealId);
            if (allotment.isEmpty()
                    || !allotment.get().hasOpened()
                    || allotment.get().status() == Allotment.Status.CANCELLED) {
                return false;
            }
            settle(allotment.get());
            return true;
        });
    }

    /** Once {@code closesAt} has come; before, and for an unknown or ended allotment, nothing happens. */
    void settleIfOver(UUID dealId) {
        transactions.run(() -> allotments.lock(dealId).filter(Allotment::isOver).ifPresent(this::settle));
    }

    private void settle(Allotment allotment) {
        if (allotment.status() != Allotment.Status.ACTIVE) {
            return;
        }
        var unsold = allotments.end(allotment, Allotment.Status.SETTLED);
        var held = orders.unitsDue(allotment.allotmentId());
        var sold = allotment.terms().units() - unsold - held;
        announce(new AllotmentSettled(allotment.allotmentId(), false, sold, held, unsold));
    }

    private void announce(AllotmentSettled settled) {
        outbox.append("allotment.settled", settled);
    }

    /** @param cancelled called off before it opened: nothing was sold @param held taken but not paid for yet */
    record AllotmentSettled(UUID allotmentId, boolean cancelled, long sold, long held, long unsold) {}
}
