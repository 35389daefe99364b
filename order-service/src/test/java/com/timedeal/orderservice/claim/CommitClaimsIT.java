package com.timedeal.orderservice.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.orderservice.OrderServiceFixture;
import com.timedeal.orderservice.allotment.AllotmentTerms;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.allotment.Claim;
import com.timedeal.orderservice.coupon.Coupon;
import com.timedeal.orderservice.coupon.Coupons;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.idempotency.RequestHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;

class CommitClaimsIT extends OrderServiceFixture {

    @Autowired
    CommitClaims commitClaims;

    @Autowired
    Allotments allotments;

    @Autowired
    Coupons coupons;

    @Autowired
    Transactions transactions;

    @Autowired
    DatabaseClock clock;

    @Test
    void oneKeyTwiceInOneBatchIsOneOrder() {
        var sale = aSale(5, 5);
        var buyer = UUID.randomUUID();

        var outcomes = commitClaims.commit(List.of(claim(sale, buyer, "k", 1), claim(sale, buyer, "k", 1)));

        assertThat(order(outcomes.get(0))).isEqualTo(order(outcomes.get(1)));
        assertThat(left(sale)).isEqualTo(4);
    }

    @Test
    void oneKeyForTwoBodiesInOneBatchIsRefused() {
        var sale = aSale(5, 5);
        var buyer = UUID.randomUUID();

        var outcomes = commitClaims.commit(List.of(claim(sale, buyer, "k", 1), claim(sale, buyer, "k", 2)));

        assertThat(outcomes.get(1)).isInstanceOf(ClaimOutcome.KeyReused.class);
        assertThat(left(sale)).isEqualTo(4);
    }

    @Test
    void theLimitHoldsWithinABatchAndBetweenBatches() {
        var sale = aSale(10, 2);
        var buyer = UUID.randomUUID();

        var first = commitClaims.commit(IntStream.range(0, 4)
                .mapToObj(i -> claim(sale, buyer, "k" + i, 1))
                .toList());
        var second = commitClaims.commit(List.of(claim(sale, buyer, "k9", 1), claim(sale, buyer, "k0", 1)));

        assertThat(first.subList(2, 4)).allMatch(outcome -> why(outcome) instanceof Claim.LimitReached);
        assertThat(why(second.get(0))).isInstanceOf(Claim.LimitReached.class);
        assertThat(order(second.get(1))).isEqualTo(order(first.get(0)));
        assertThat(left(sale)).isEqualTo(8);
    }

    @Test
    void theFirstInABatchGetWhatThereIs() {
        var sale = aSale(3, 2);

        var outcomes = commitClaims.commit(List.of(
                claim(sale, UUID.randomUUID(), "k", 2),
                claim(sale, UUID.randomUUID(), "k", 2),
                claim(sale, UUID.randomUUID(), "k", 1),
                claim(sale, UUID.randomUUID(), "k", 1)));

        assertThat(outcomes.get(0)).isInstanceOf(ClaimOutcome.Placed.class);
        assertThat(why(outcomes.get(1))).isEqualTo(new Claim.InsufficientStock(1));
        assertThat(outcomes.get(2)).isInstanceOf(ClaimOutcome.Placed.class);
        assertThat(why(outcomes.get(3))).isInstanceOf(Claim.SoldOut.class);
    }

    @Test
    void aBatchMaySpanAllotmentsAndOneThatIsNotKnown() {
        var one = aSale(1, 1);
        var other = aSale(1, 1);

        var outcomes = commitClaims.commit(List.of(
                claim(other, UUID.randomUUID(), "k", 1),
                claim(UUID.randomUUID(), UUID.randomUUID(), "k", 1),
                claim(one, UUID.randomUUID(), "k", 1)));

        assertThat(outcomes.get(0)).isInstanceOf(ClaimOutcome.Placed.class);
        assertThat(outcomes.get(1)).isInstanceOf(ClaimOutcome.NotKnown.class);
        assertThat(outcomes.get(2)).isInstanceOf(ClaimOutcome.Placed.class);
        assertThat(left(one)).isZero();
        assertThat(left(other)).isZero();
    }

    @Test
    void aBatchMaySpanDealsAndCouponsAndGivesEachWhatItIs() {
        var sale = aSale(5, 5);
        var coupon = aCoupon(1L);
        var first = UUID.randomUUID();

        var outcomes = commitClaims.commit(List.of(
                claim(sale, first, "k", 1),
                ClaimRequest.ofCoupon(coupon, first, IdempotencyKey.of("k")),
                ClaimRequest.ofCoupon(coupon, first, IdempotencyKey.of("k")),
                ClaimRequest.ofCoupon(coupon, first, IdempotencyKey.of("k2")),
                ClaimRequest.ofCoupon(coupon, UUID.randomUUID(), IdempotencyKey.of("k")),
                ClaimRequest.ofCoupon(sale, first, IdempotencyKey.of("k")),
                claim(coupon, first, "k", 1)));

        assertThat(outcomes.get(0)).isInstanceOf(ClaimOutcome.Placed.class);
        assertThat(outcomes.get(1)).isInstanceOf(ClaimOutcome.Issued.class).isEqualTo(outcomes.get(2));
        assertThat(why(outcomes.get(3))).isInstanceOf(Claim.LimitReached.class);
        assertThat(outcomes.get(4)).isEqualTo(new ClaimOutcome.Refused(new Claim.SoldOut(), false));
        assertThat(outcomes.get(5)).isInstanceOf(ClaimOutcome.NotKnown.class);
        assertThat(outcomes.get(6)).isInstanceOf(ClaimOutcome.NotKnown.class);
    }

    @Test
    void aBatchThatFailsLeavesNothingBehind() {
        var sale = aSale(5, 1);
        var poisoned =
                ClaimRequest.ofDeal(sale, UUID.randomUUID(), IdempotencyKey.of("k"), new byte[40] /* too long */, 1);

        assertThatThrownBy(() -> commitClaims.commit(List.of(claim(sale, UUID.randomUUID(), "k", 1), poisoned)))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(left(sale)).isEqualTo(5);
        assertThat(jdbc.sql("select count(*) from orders where deal_id = ?")
                        .param(sale)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** Two instances whose batches want the same rows in any order never end in a deadlock that a buyer would see. */
    @Test
    void batchesOverTheSameAllotmentsAtTheSameTimeSellExactlyWhatThereIs() throws Exception {
        var sales = IntStream.range(0, 6).mapToObj(i -> aSale(40, 1)).toList();
        var random = new Random(7);
        var batches = IntStream.range(0, 24)
                .mapToObj(i -> {
                    var claims = new ArrayList<ClaimRequest>();
                    sales.forEach(sale ->
                            IntStream.range(0, 4).forEach(n -> claims.add(claim(sale, UUID.randomUUID(), "k", 1))));
                    Collections.shuffle(claims, random);
                    return claims;
                })
                .toList();

        var outcomes = atOnce(24, i -> commitClaims.commit(batches.get(i)));

        assertThat(outcomes.stream().flatMap(List::stream).filter(ClaimOutcome.Placed.class::isInstance))
                .hasSize(6 * 40);
        assertThat(sales).allSatisfy(sale -> assertThat(left(sale)).isZero());
    }

    private UUID aSale(long units, int limit) {
        var id = UUID.randomUUID();
        var now = clock.now();
        transactions.run(() -> allotments.create(AllotmentTerms.ofDeal(
                id,
                UUID.randomUUID(),
                UUID.randomUUID(),
                "Keyboard",
                1_000,
                units,
                limit,
                now.minusSeconds(10),
                now.plusSeconds(600))));
        return id;
    }

    private UUID aCoupon(Long units) {
        var id = UUID.randomUUID();
        var now = clock.now();
        transactions.run(() -> {
            allotments.create(AllotmentTerms.ofCoupon(id, units, now.minusSeconds(10), now.plusSeconds(600)));
            coupons.insert(
                    new Coupon(id, "Autumn", 1_000, 0, now.plusSeconds(900)),
                    UUID.randomUUID(),
                    IdempotencyKey.of("k"),
                    RequestHash.of(id));
        });
        return id;
    }

    private long left(UUID sale) {
        return allotments.peek(sale).orElseThrow().remaining();
    }

    private static ClaimRequest claim(UUID sale, UUID buyer, String key, int quantity) {
        return ClaimRequest.ofDeal(sale, buyer, IdempotencyKey.of(key), RequestHash.of(quantity), quantity);
    }

    private static UUID order(ClaimOutcome outcome) {
        return ((ClaimOutcome.Placed) outcome).order().orderId();
    }

    private static Claim why(ClaimOutcome outcome) {
        return ((ClaimOutcome.Refused) outcome).why();
    }
}
