package com.timedeal.orderservice.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.orderservice.OrderServiceFixture;
import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.orderservice.allotment.AllotmentTerms;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.allotment.Claim;
import com.timedeal.orderservice.coupon.Coupon;
import com.timedeal.orderservice.coupon.Coupons;
import com.timedeal.orderservice.order.Orders;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.idempotency.RequestHash;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

class KnownAllotmentsIT extends OrderServiceFixture {

    @Autowired
    CommitClaims commitClaims;

    @Autowired
    Allotments allotments;

    @Autowired
    Orders orders;

    @Autowired
    Coupons coupons;

    @Autowired
    Transactions transactions;

    @Autowired
    DatabaseClock clock;

    /** Looks only when told to. */
    private KnownAllotments known;

    @BeforeEach
    void nothingKnown() {
        known = believing(Duration.ofMinutes(1));
    }

    @Test
    void whatWasNeverLookedAtIsLeftToTheDatabase() {
        var sale = aSale(0, Duration.ofSeconds(-10));
        assertThat(refuse(sale, UUID.randomUUID())).isNull();
        assertThat(refuse(sale, UUID.randomUUID())).isNull();
    }

    @Test
    void tooEarlyIsKnownUntilTheOpening() {
        var later = aSale(5, Duration.ofMinutes(10));
        var soon = aSale(5, Duration.ofMillis(50));
        look(later, soon);

        await().until(() -> refuse(soon, UUID.randomUUID()) == null);
        assertThat(refuse(later, UUID.randomUUID())).isInstanceOf(Claim.NotOpen.class);
    }

    @Test
    void soldOutIsKnownButNotToThoseWhoHaveAnOrder() {
        var sale = aSale(1, Duration.ofSeconds(-10));
        var winner = UUID.randomUUID();
        buy(sale, winner);
        look(sale);

        assertThat(refuse(sale, UUID.randomUUID())).isInstanceOf(Claim.SoldOut.class);
        assertThat(refuse(sale, winner)).isNull();
    }

    @Test
    void unitsThatCameBackRestForAsLongAsNothingLeftIsBelievedElsewhere() {
        var sale = aSale(1, Duration.ofSeconds(-10));
        var other = UUID.randomUUID();
        var first = UUID.randomUUID();
        cancel(first, buy(sale, first));
        var seen = allotments.peek(sale).orElseThrow();

        assertThat(seen.remaining()).isEqualTo(1);
        assertThat(seen.sellableAt()).isAfter(clock.now()).isBefore(clock.now().plus(Allotment.BELIEVED_FOR));
        assertThat(commitClaims.commit(List.of(claim(sale, other)))).first().isInstanceOf(ClaimOutcome.Refused.class);
        look(sale);
        assertThat(refuse(sale, other))
                .as("left to the database while they rest")
                .isNull();
        await().untilAsserted(() -> assertThat(commitClaims.commit(List.of(claim(sale, other))))
                .first()
                .isInstanceOf(ClaimOutcome.Placed.class));
    }

    @Test
    void asLongAsUnitsAreLeftOnlyTheDatabaseTells() {
        var sale = aSale(2, Duration.ofSeconds(-10));
        buy(sale, UUID.randomUUID());
        look(sale);

        assertThat(refuse(sale, UUID.randomUUID())).isNull();
    }

    @Test
    void whatIsTooOldIsNotBelieved() {
        known = believing(Duration.ZERO);
        var sale = aSale(1, Duration.ofSeconds(-10));
        buy(sale, UUID.randomUUID());
        look(sale);

        assertThat(refuse(sale, UUID.randomUUID())).isNull();
    }

    @Test
    void whatWasOverWhenReadIsOver() {
        var sale = aSale(1, Duration.ofSeconds(-10));
        jdbc.sql("update allotment set closes_at = sysdate(6) where allotment_id = ?")
                .param(sale)
                .update();
        look(sale);

        assertThat(refuse(sale, UUID.randomUUID())).isInstanceOf(Claim.Closed.class);
    }

    @Test
    void ofCouponsTheSameIsKnown() {
        var later = aCoupon(5L, Duration.ofMinutes(10));
        var gone = aCoupon(1L, Duration.ofSeconds(-10));
        var everybodys = aCoupon(null, Duration.ofSeconds(-10));
        var winner = UUID.randomUUID();
        var won = commitClaims.commit(List.of(
                ClaimRequest.ofCoupon(gone, winner, IdempotencyKey.of("k")),
                ClaimRequest.ofCoupon(everybodys, winner, IdempotencyKey.of("k"))));
        assertThat(won).allMatch(outcome -> outcome instanceof ClaimOutcome.Issued);
        for (var coupon : List.of(later, gone, everybodys)) {
            known.refuse(Allotment.Kind.COUPON, coupon, UUID.randomUUID(), 1);
        }
        known.look();

        assertThat(refuseCoupon(later, UUID.randomUUID())).isInstanceOf(Claim.NotOpen.class);
        assertThat(refuseCoupon(gone, UUID.randomUUID())).isInstanceOf(Claim.SoldOut.class);
        assertThat(refuseCoupon(gone, winner)).as("their key may stand for it").isNull();
        assertThat(refuseCoupon(everybodys, UUID.randomUUID())).isNull();
        assertThat(refuse(gone, UUID.randomUUID())).as("is no deal").isNull();
    }

    private Claim refuseCoupon(UUID coupon, UUID user) {
        return known.refuse(Allotment.Kind.COUPON, coupon, user, 1)
                .map(ClaimOutcome.Refused::why)
                .orElse(null);
    }

    private UUID aCoupon(Long units, Duration untilOpening) {
        var id = UUID.randomUUID();
        var now = clock.now();
        transactions.run(() -> {
            allotments.create(AllotmentTerms.ofCoupon(id, units, now.plus(untilOpening), now.plusSeconds(6_000)));
            coupons.insert(
                    new Coupon(id, "Autumn", 1_000, 0, now.plusSeconds(9_000)),
                    UUID.randomUUID(),
                    IdempotencyKey.of("k"),
                    RequestHash.of(id));
        });
        return id;
    }

    private KnownAllotments believing(Duration believedFor) {
        return new KnownAllotments(allotments, orders, believedFor);
    }

    private void look(UUID... sales) {
        for (var sale : sales) {
            known.refuse(Allotment.Kind.DEAL, sale, UUID.randomUUID(), 1);
        }
        known.look();
    }

    private Claim refuse(UUID sale, UUID user) {
        return known.refuse(Allotment.Kind.DEAL, sale, user, 1)
                .map(ClaimOutcome.Refused::why)
                .orElse(null);
    }

    private UUID buy(UUID sale, UUID user) {
        var outcome = commitClaims.commit(List.of(claim(sale, user))).getFirst();
        assertThat(outcome).isInstanceOf(ClaimOutcome.Placed.class);
        return ((ClaimOutcome.Placed) outcome).order().orderId();
    }

    private void cancel(UUID user, UUID order) {
        var answer = call(HttpMethod.POST, "/api/v1/orders/" + order + "/cancellation", user, "c", Map.of());
        assertThat(answer.getStatusCode().is2xxSuccessful()).isTrue();
    }

    private static ClaimRequest claim(UUID sale, UUID user) {
        return ClaimRequest.ofDeal(sale, user, IdempotencyKey.of("k"), RequestHash.of(1), 1);
    }

    private UUID aSale(long units, Duration untilOpening) {
        var id = UUID.randomUUID();
        var now = clock.now();
        transactions.run(() -> allotments.create(AllotmentTerms.ofDeal(
                id,
                UUID.randomUUID(),
                UUID.randomUUID(),
                "Keyboard",
                1_000,
                units,
                1,
                now.plus(untilOpening),
                now.plusSeconds(6_000))));
        return id;
    }
}
