package com.timedeal.productservice.quantity;

import com.timedeal.productservice.allotment.Allotments;
import com.timedeal.productservice.deal.Deal;
import com.timedeal.productservice.deal.DealStatus;
import com.timedeal.productservice.deal.Deals;
import com.timedeal.productservice.quantity.ChangeResult.AlreadyOpen;
import com.timedeal.productservice.quantity.ChangeResult.BelowLimit;
import com.timedeal.productservice.quantity.ChangeResult.Cancelled;
import com.timedeal.productservice.quantity.ChangeResult.Changed;
import com.timedeal.productservice.quantity.ChangeResult.InsufficientStock;
import com.timedeal.productservice.quantity.ChangeResult.NotKnownYet;
import com.timedeal.productservice.quantity.ChangeResult.OtherUnderWay;
import com.timedeal.productservice.stock.Stock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Changes how many units a deal has, before it opens. The allotment decides, by its own database's clock and under its row lock.
 *
 * <p>Units that are added leave the shelf before the allotment is asked, units that are dropped return to it only afterwards: at no
 * moment is a unit in two places. A change that has begun is driven on with its id until order-service has said yes or no, by
 * whoever asks for the same again or by {@link SweepQuantityChanges}; it is never given up.
 */
@Component
class ChangeQuantity {

    private final Deals deals;
    private final QuantityChanges changes;
    private final Allotments allotments;
    private final Stock stock;
    private final Transactions transactions;

    ChangeQuantity(
            Deals deals, QuantityChanges changes, Allotments allotments, Stock stock, Transactions transactions) {
        this.deals = deals;
        this.changes = changes;
        this.allotments = allotments;
        this.stock = stock;
        this.transactions = transactions;
    }

    /** @param units in all; asking for the same twice changes nothing the second time */
    ChangeResult change(UUID dealId, long units) {
        return switch (transactions.call(() -> begin(dealId, units))) {
            case Begun.Now(QuantityChange change) -> driveOn(change);
            case Begun.Not(ChangeResult why) -> why;
        };
    }

    /** Asks order-service, and carries out what it says. May be called by several at once. */
    ChangeResult driveOn(QuantityChange change) {
        return switch (allotments.changeUnits(change.dealId(), change.changeId(), change.toUnits())) {
            case DONE -> {
                transactions.run(() -> finish(change, QuantityChange.End.APPLIED));
                yield new Changed();
            }
            case REFUSED -> {
                transactions.run(() -> finish(change, QuantityChange.End.REFUSED));
                var deal = deals.find(change.dealId()).orElseThrow();
                yield deal.status() == DealStatus.CANCELLED ? new Cancelled() : new AlreadyOpen();
            }
            case UNKNOWN -> new NotKnownYet();
        };
    }

    private Begun begin(UUID dealId, long units) {
        // With the row locked: neither another change nor a cancellation comes in between.
        var deal = deals.lock(dealId).orElseThrow();
        if (units < deal.perUserLimit()) {
            return new Begun.Not(new BelowLimit(deal.perUserLimit()));
        }
        var before = changes.underWay(dealId);
        if (before.isPresent()) {
            return before.get().toUnits() == units
                    ? new Begun.Now(before.get())
                    : new Begun.Not(new OtherUnderWay(before.get().toUnits()));
        }
        return switch (deal.status()) {
            case CANCELLED -> new Begun.Not(new Cancelled());
            case OPEN, CLOSED -> new Begun.Not(new AlreadyOpen());
            case SCHEDULED ->
                deal.quantity() == units
                        ? new Begun.Not(new Changed())
                        : begin(deal, new QuantityChange(TimeOrderedIds.next(), dealId, deal.quantity(), units));
        };
    }

    private Begun begin(Deal deal, QuantityChange change) {
        if (change.grows() && !stock.setMoreAside(deal.productId(), change.units(), change.changeId())) {
            return new Begun.Not(new InsufficientStock(stock.available(deal.productId())));
        }
        changes.begin(change);
        return new Begun.Now(change);
    }

    private void finish(QuantityChange change, QuantityChange.End how) {
        var deal = deals.lock(change.dealId()).orElseThrow();
        if (!changes.end(change, how)) {
            return;
        }
        // A deal that was called off meanwhile has given back the units it had here, which did not count this change.
        var counts = how == QuantityChange.End.APPLIED && deal.status() != DealStatus.CANCELLED;
        if (counts) {
            deals.changeQuantity(deal.dealId(), change.toUnits());
        }
        if (change.grows() && !counts) {
            stock.undoSetMoreAside(deal.productId(), change.units(), change.changeId());
        } else if (!change.grows() && counts) {
            stock.returnDropped(deal.productId(), change.units(), change.changeId());
        }
    }

    private sealed interface Begun {

        /** Or before, by somebody who wanted the same. */
        record Now(QuantityChange change) implements Begun {}

        record Not(ChangeResult why) implements Begun {}
    }
}
