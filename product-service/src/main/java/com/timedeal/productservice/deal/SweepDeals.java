package com.timedeal.productservice.deal;

import com.timedeal.servicedefaults.database.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Moves deals whose message was lost: no deal depends on luck. Several instances may sweep at once. */
@Component
class SweepDeals {

    private static final Logger log = LoggerFactory.getLogger(SweepDeals.class);

    private static final int AT_MOST = 100;

    private final Deals deals;
    private final Transactions transactions;

    SweepDeals(Deals deals, Transactions transactions) {
        this.deals = deals;
        this.transactions = transactions;
    }

    @Scheduled(fixedDelayString = "${timedeal.deals.sweep-interval}")
    void sweep() {
        for (var dealId : deals.overdue(DealStatus.SCHEDULED, AT_MOST)) {
            if (transactions.call(() -> deals.open(dealId))) {
                log.warn("Deal {} was opened by the sweeper: its message is late", dealId);
            }
        }
        for (var dealId : deals.overdue(DealStatus.OPEN, AT_MOST)) {
            if (transactions.call(() -> deals.close(dealId))) {
                log.warn("Deal {} was closed by the sweeper: its message is late", dealId);
            }
        }
    }
}
