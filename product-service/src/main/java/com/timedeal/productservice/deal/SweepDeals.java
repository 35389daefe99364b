package com.timedeal.productservice.deal;

import com.timedeal.productservice.allotment.Allotments;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.sweeping.Sweep;
import java.util.UUID;
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
    private final Allotments allotments;
    private final SettleDeal settleDeal;
    private final Transactions transactions;
    private final DealSettings settings;

    SweepDeals(
            Deals deals,
            Allotments allotments,
            SettleDeal settleDeal,
            Transactions transactions,
            DealSettings settings) {
        this.deals = deals;
        this.allotments = allotments;
        this.settleDeal = settleDeal;
        this.transactions = transactions;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${timedeal.deals.sweep-interval}")
    void moveOverdue() {
        Sweep.each(deals.overdueForOpening(AT_MOST), this::open);
        Sweep.each(deals.overdueForClosing(AT_MOST), this::close);
    }

    /** Asks order-service, which repeats what it has said, or settles now what it had not heard of. */
    @Scheduled(fixedDelayString = "${timedeal.deals.sweep-interval}")
    void settleOverdue() {
        Sweep.each(deals.unsettled(settings.askAfter(), AT_MOST), this::settle);
    }

    private void open(UUID dealId) {
        if (transactions.call(() -> deals.open(dealId))) {
            log.warn("Deal {} was opened by the sweeper: its message is late", dealId);
        }
    }

    private void close(UUID dealId) {
        if (transactions.call(() -> deals.close(dealId))) {
            log.warn("Deal {} was closed by the sweeper: its message is late", dealId);
        }
    }

    private void settle(Deal deal) {
        allotments.settle(deal.dealId()).ifPresent(settlement -> {
            transactions.run(() -> settleDeal.settle(deal, settlement));
            log.warn("Deal {} was settled by the sweeper: its message is late", deal.dealId());
        });
    }
}
