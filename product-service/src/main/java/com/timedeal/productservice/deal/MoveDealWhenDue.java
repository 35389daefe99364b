package com.timedeal.productservice.deal;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/**
 * Opens and closes deals when schedule-service says that it is time; this service's database has the last word.
 *
 * <p>Two databases' clocks differ a little: a message that is early by less than a second waits here, one that is earlier
 * still is left to the sweeper.
 */
@Component
class MoveDealWhenDue {

    private static final Duration WORTH_WAITING = Duration.ofSeconds(1);

    private final Deals deals;
    private final Transactions transactions;
    private final DatabaseClock clock;

    MoveDealWhenDue(Deals deals, Transactions transactions, DatabaseClock clock) {
        this.deals = deals;
        this.transactions = transactions;
        this.clock = clock;
    }

    void open(UUID dealId) {
        if (!transactions.call(() -> deals.open(dealId))) {
            var early = deals.find(dealId)
                    .filter(deal -> deal.status() == DealStatus.SCHEDULED)
                    .filter(deal -> awaited(deal.opensAt()));
            early.ifPresent(deal -> transactions.call(() -> deals.open(dealId)));
        }
    }

    void close(UUID dealId) {
        open(dealId); // should the opening message have been overtaken
        if (!transactions.call(() -> deals.close(dealId))) {
            var early = deals.find(dealId)
                    .filter(deal -> deal.status() == DealStatus.OPEN)
                    .filter(deal -> awaited(deal.closesAt()));
            early.ifPresent(deal -> transactions.call(() -> deals.close(dealId)));
        }
    }

    /** @return whether the moment has come, perhaps after a short wait */
    private boolean awaited(Instant moment) {
        var wait = Duration.between(clock.now(), moment);
        if (wait.compareTo(WORTH_WAITING) > 0) {
            return false;
        }
        LockSupport.parkNanos(Math.max(0, wait.toNanos()));
        return true;
    }
}
