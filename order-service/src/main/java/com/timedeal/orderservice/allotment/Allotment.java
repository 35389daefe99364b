package com.timedeal.orderservice.allotment;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * An allotment as read, together with the database's time; under its row lock that is the time once the lock was held.
 *
 * @param terms null in a tombstone: cancelled before it was ever heard of
 * @param endedAt when it was cancelled or settled; null before
 * @param remaining units that may be claimed; null for as many as are asked for
 * @param version counts changes of what remains
 * @param sellableAt before which what remains may not be claimed; null for at once
 * @param now by the database, not before the lock was granted
 */
public record Allotment(
        UUID allotmentId,
        AllotmentTerms terms,
        Status status,
        Instant endedAt,
        Long remaining,
        long version,
        Instant sellableAt,
        Instant now) {

    /** How long "nothing left" may be believed without asking again, by every instance. */
    public static final Duration BELIEVED_FOR = Duration.ofSeconds(1);

    public enum Status {
        ACTIVE,
        CANCELLED,
        SETTLED
    }

    /** Whose units they are. */
    public enum Kind {
        DEAL,
        COUPON
    }

    /** Only deals are called off before they are heard of. */
    public Kind kind() {
        return terms == null
                ? Kind.DEAL
                : switch (terms.offer()) {
                    case Offer.DealUnits goods -> Kind.DEAL;
                    case Offer.Coupons coupons -> Kind.COUPON;
                };
    }

    /**
     * Whether somebody may have this many units. Units are looked at last, so that nobody who asks too early, too late or
     * for too much is told that it is sold out.
     *
     * @param buyer who asks, and what they have already
     */
    public Claim decide(int quantity, Buyer buyer) {
        if (status == Status.CANCELLED) {
            return new Claim.Cancelled();
        }
        if (now.isBefore(terms.opensAt())) {
            return new Claim.NotOpen(terms.opensAt(), now);
        }
        if (status == Status.SETTLED || isOver()) {
            return new Claim.Closed(closedAt(), now);
        }
        if (buyer.coolDownUntil() != null && now.isBefore(buyer.coolDownUntil())) {
            return new Claim.CoolingDown(buyer.coolDownUntil(), now);
        }
        if (buyer.bought() + quantity > terms.perUserLimit()) {
            return new Claim.LimitReached(terms.perUserLimit(), buyer.bought());
        }
        if (isEmpty() || rests()) {
            return new Claim.SoldOut();
        }
        if (remaining != null && remaining < quantity) {
            return new Claim.InsufficientStock(remaining);
        }
        return new Claim.Granted();
    }

    /** The same with fewer units left. */
    public Allotment after(long taken) {
        var left = remaining == null ? null : Long.valueOf(remaining - taken);
        return new Allotment(allotmentId, terms, status, endedAt, left, version, sellableAt, now);
    }

    public boolean isEmpty() {
        return remaining != null && remaining == 0;
    }

    /**
     * A person in this allotment.
     *
     * @param bought units they have already
     * @param coolDownUntil before which they may not order again; null for none
     */
    public record Buyer(int bought, Instant coolDownUntil) {

        public static final Buyer NEW = new Buyer(0, null);

        public Buyer with(int more) {
            return new Buyer(bought + more, coolDownUntil);
        }
    }

    private boolean rests() {
        return sellableAt != null && now.isBefore(sellableAt);
    }

    private Instant closedAt() {
        return endedAt != null && endedAt.isBefore(terms.closesAt()) ? endedAt : terms.closesAt();
    }

    public boolean isCancelled() {
        return status == Status.CANCELLED;
    }

    public boolean hasOpened() {
        return status == Status.SETTLED || (terms != null && !now.isBefore(terms.opensAt()));
    }

    public boolean isOver() {
        return terms != null && !now.isBefore(terms.closesAt());
    }
}
