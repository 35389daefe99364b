package com.timedeal.orderservice.deal;

import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.messaging.Outbox;
import com.timedeal.servicedefaults.sweeping.Sweep;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Settles what is overdue and announces what is left. Several instances may do both at once. */
@Component
class SweepAllotments {

    private static final int AT_MOST = 100;

    private final Allotments allotments;
    private final EndAllotment endAllotment;
    private final Outbox outbox;
    private final Transactions transactions;

    SweepAllotments(Allotments allotments, EndAllotment endAllotment, Outbox outbox, Transactions transactions) {
        this.allotments = allotments;
        this.endAllotment = endAllotment;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    @Scheduled(fixedDelayString = "${timedeal.deals.settle-interval}")
    void settleOverdue() {
        Sweep.each(allotments.overdue(AT_MOST), endAllotment::settleIfOver);
    }

    /** At most once per interval and allotment while it changes, and always the last level. */
    @Scheduled(fixedDelayString = "${timedeal.deals.level-interval}")
    void announceLevels() {
        Sweep.each(allotments.unannounced(AT_MOST), this::announceLevel);
    }

    private void announceLevel(UUID allotmentId) {
        transactions.run(() -> allotments
                .announce(allotmentId)
                .ifPresent(level -> outbox.append(
                        "allotment.level",
                        new AllotmentLevel(level.allotmentId(), level.unitsLeft(), level.version()))));
    }

    /** @param left 0 means sold out @param version of two messages the higher one is news */
    record AllotmentLevel(UUID allotmentId, long left, long version) {}
}
