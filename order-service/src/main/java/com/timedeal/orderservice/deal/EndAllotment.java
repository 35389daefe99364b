package com.timedeal.orderservice.deal;

import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.allotment.Settlement;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.messaging.Outbox;
import java.util.Optional;
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
            var found = allotments.lockDeal(dealId);
            if (found.isEmpty()) {
                if (allotments.bury(dealId)) {
                    announce(dealId, new Settlement(true, 0, 0, 0));
                    return true;
                }
                found = allotments.lockDeal(dealId); // it came into being a moment ago
            }
            if (found.isEmpty()) {
                return false; // not a deal
            }
            var allotment = found.get();
            if (allotment.status() == Allotment.Status.CANCELLED) {
                return true;
            }
            if (allotment.hasOpened()) {
                return false;
            }
            announce(dealId, allotments.cancel(allotment));
            return true;
        });
    }

    /** After it has opened only. @return false when it has not opened, was called off, or is not known */
    boolean closeEarly(UUID dealId) {
        return settle(dealId, false) == Ended.SETTLED;
    }

    /** Once {@code closesAt} has come; before, and for an unknown or ended allotment, nothing happens. */
    void settleIfOver(UUID dealId) {
        settle(dealId, true);
    }

    /** @return what it came to; empty while it goes on, or when it is not known */
    Optional<Settlement> settlement(UUID dealId) {
        settleIfOver(dealId);
        return allotments.settlement(dealId);
    }

    private Ended settle(UUID dealId, boolean onlyIfOver) {
        return transactions.call(() -> allotments
                .lockDeal(dealId)
                .filter(allotment -> onlyIfOver ? allotment.isOver() : allotment.hasOpened())
                .map(this::settle)
                .orElse(Ended.NOT));
    }

    private Ended settle(Allotment allotment) {
        return switch (allotment.status()) {
            case CANCELLED -> Ended.NOT;
            case SETTLED -> Ended.SETTLED;
            case ACTIVE -> {
                // Counted under the lock: an order that was paid for may be cancelled, and its unit then be another's.
                var paid = orders.unitsPaid(allotment.allotmentId());
                announce(allotment.allotmentId(), allotments.settle(allotment, paid));
                yield Ended.SETTLED;
            }
        };
    }

    private void announce(UUID dealId, Settlement settlement) {
        outbox.append(
                "allotment.settled",
                new AllotmentSettled(
                        dealId, settlement.cancelled(), settlement.sold(), settlement.held(), settlement.unsold()));
    }

    private enum Ended {
        SETTLED,
        NOT
    }

    /** @param cancelled called off before it opened: nothing was sold @param held taken but not paid for yet */
    record AllotmentSettled(UUID allotmentId, boolean cancelled, long sold, long held, long unsold) {}
}
