package com.timedeal.orderservice.allotment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AllotmentTests {

    private static final Instant OPENS = Instant.parse("2026-05-01T05:00:00Z");
    private static final Instant CLOSES = Instant.parse("2026-05-01T06:00:00Z");

    @Test
    void grantsFromTheFirstMomentToTheLast() {
        assertThat(at(OPENS, 5).decide(1, having(0))).isInstanceOf(Claim.Granted.class);
        assertThat(at(CLOSES.minusNanos(1000), 5).decide(1, having(0))).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void refusesBeforeOpeningAndSaysWhen() {
        var now = OPENS.minusNanos(1000);

        assertThat(at(now, 5).decide(1, having(0))).isEqualTo(new Claim.NotOpen(OPENS, now));
    }

    @Test
    void refusesFromTheMomentOfClosing() {
        assertThat(at(CLOSES, 5).decide(1, having(0))).isEqualTo(new Claim.Closed(CLOSES, CLOSES));
    }

    @Test
    void neverSaysSoldOutToWhoeverIsTooEarlyTooLateOrOverTheLimit() {
        assertThat(at(OPENS.minusSeconds(1), 0).decide(1, having(0))).isInstanceOf(Claim.NotOpen.class);
        assertThat(at(CLOSES, 0).decide(1, having(0))).isInstanceOf(Claim.Closed.class);
        assertThat(at(OPENS, 0).decide(1, having(2))).isEqualTo(new Claim.LimitReached(2, 2));
    }

    @Test
    void tellsHowManyAreLeftWhenThereAreTooFew() {
        assertThat(at(OPENS, 1).decide(2, having(0))).isEqualTo(new Claim.InsufficientStock(1));
        assertThat(at(OPENS, 0).decide(2, having(0))).isInstanceOf(Claim.SoldOut.class);
    }

    @Test
    void countsWhatAPersonHasAlready() {
        assertThat(at(OPENS, 5).decide(1, having(1))).isInstanceOf(Claim.Granted.class);
        assertThat(at(OPENS, 5).decide(2, having(1))).isEqualTo(new Claim.LimitReached(2, 1));
    }

    @Test
    void aTombstoneGivesNothing() {
        var tombstone = new Allotment(UUID.randomUUID(), null, Allotment.Status.CANCELLED, OPENS, 0L, 1, null, OPENS);

        assertThat(tombstone.decide(1, having(0))).isInstanceOf(Claim.Cancelled.class);
        assertThat(tombstone.hasOpened()).isFalse();
        assertThat(tombstone.isOver()).isFalse();
    }

    @Test
    void anAllotmentSettledEarlyIsClosed() {
        var settled = new Allotment(
                UUID.randomUUID(),
                at(OPENS, 0).terms(),
                Allotment.Status.SETTLED,
                OPENS,
                0L,
                1,
                null,
                OPENS.plusSeconds(1));

        assertThat(settled.decide(1, having(0))).isEqualTo(new Claim.Closed(OPENS, OPENS.plusSeconds(1)));
    }

    private static Allotment at(Instant now, long remaining) {
        var id = UUID.randomUUID();
        var terms = AllotmentTerms.ofDeal(id, UUID.randomUUID(), UUID.randomUUID(), "Lamp", 5_000, 5, 2, OPENS, CLOSES);
        return new Allotment(id, terms, Allotment.Status.ACTIVE, null, remaining, 1, null, now);
    }

    @Test
    void aPersonWhoLetAnOrderExpireWaitsALittle() {
        var until = OPENS.plusSeconds(30);
        var cooling = new Allotment.Buyer(0, until);

        assertThat(at(OPENS.plusSeconds(29), 5).decide(1, cooling))
                .isEqualTo(new Claim.CoolingDown(until, OPENS.plusSeconds(29)));
        assertThat(at(until, 5).decide(1, cooling)).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void whatHasNoCountDoesNotRunOut() {
        var unlimited = new Allotment(
                UUID.randomUUID(),
                AllotmentTerms.ofCoupon(UUID.randomUUID(), null, OPENS, CLOSES),
                Allotment.Status.ACTIVE,
                null,
                null,
                1,
                null,
                OPENS);

        assertThat(unlimited.after(1_000_000).decide(1, having(0))).isInstanceOf(Claim.Granted.class);
        assertThat(unlimited.decide(1, having(1))).isEqualTo(new Claim.LimitReached(1, 1));
        assertThat(unlimited.isEmpty()).isFalse();
        assertThat(unlimited.kind()).isEqualTo(Allotment.Kind.COUPON);
    }

    private static Allotment.Buyer having(int bought) {
        return new Allotment.Buyer(bought, null);
    }
}
