package com.timedeal.orderservice.coupon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.orderservice.CouponFixture;
import com.timedeal.servicedefaults.audit.Invariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the audit is there for: rows that no code of ours would write. */
class CouponInvariantsIT extends CouponFixture {

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    List<Invariant> invariants;

    @Test
    void findsACouponOutOfNowhere() {
        var coupon = aCouponOf(buyer, 3_000, 0);

        assertThat(brokenBy(
                        "insert into issued_coupon (coupon_id, user_id, idempotency_key, issued_at)"
                                + " values (?, uuid(), 'k', sysdate(6))",
                        coupon))
                .containsExactlyInAnyOrder("I20", "I20-person");
    }

    @Test
    void findsACouponThatIsLost() {
        var coupon = aCouponOf(buyer, 3_000, 0);

        assertThat(brokenBy("delete from issued_coupon where coupon_id = ?", coupon))
                .containsExactlyInAnyOrder("I20", "I20-person");
    }

    @Test
    void findsAUnitThatIsLost() {
        var coupon = aCouponOf(buyer, 3_000, 0);

        assertThat(brokenBy("update allotment set remaining = remaining - 1 where allotment_id = ?", coupon))
                .containsExactly("I20");
    }

    @Test
    void findsOneForWhomTheBooksHaveTwo() {
        var coupon = aCouponOf(buyer, 3_000, 0);

        assertThat(brokenBy("update allotment_buyer set per_user_limit = 2, bought = 2 where allotment_id = ?", coupon))
                .containsExactly("I20-person");
    }

    @Test
    void findsAClaimOutsideItsWindow() {
        var coupon = aCouponOf(buyer, 3_000, 0);

        assertThat(brokenBy(
                        "update issued_coupon set issued_at = issued_at - interval 1 hour where coupon_id = ?", coupon))
                .containsExactly("I20-window");
        assertThat(brokenBy(
                        "update issued_coupon set issued_at = issued_at + interval 1 hour where coupon_id = ?", coupon))
                .containsExactly("I20-window");
    }

    @Test
    void findsAUseAfterItWasOver() {
        var coupon = aCouponOf(buyer, 3_000, 0);
        anOrderWith(coupon, buyer);

        assertThat(brokenBy("update issued_coupon set used_at = used_at + interval 2 day where coupon_id = ?", coupon))
                .containsExactly("I20-window");
    }

    @Test
    void findsAnOrderWhoseCouponIsFreeAgain() {
        var coupon = aCouponOf(buyer, 3_000, 0);
        anOrderWith(coupon, buyer);

        assertThat(brokenBy("update issued_coupon set used_by = null, used_at = null where coupon_id = ?", coupon))
                .containsExactly("I21");
    }

    @Test
    void findsACouponThatAnOrderThatIsOverKeeps() {
        var coupon = aCouponOf(buyer, 3_000, 0);
        var order = anOrderWith(coupon, buyer);
        cancel(order, buyer, "c");

        assertThat(brokenBy(
                        "update issued_coupon set used_by = '" + order + "', used_at = sysdate(6) where coupon_id = ?",
                        coupon))
                .containsExactly("I21");
    }

    @Test
    void findsACouponUsedBySomebodyElse() {
        var coupon = aCouponOf(buyer, 3_000, 0);
        var other = aCouponOf(UUID.randomUUID(), 3_000, 0);
        var order = anOrderWith(coupon, buyer);

        assertThat(brokenBy(
                        "update issued_coupon set used_by = null, used_at = null where coupon_id = ?",
                        coupon,
                        "update issued_coupon set used_by = '" + order + "', used_at = sysdate(6) where coupon_id = ?",
                        other))
                .containsExactly("I21");
    }

    @Test
    void findsAnotherDiscountThanTheCouponGives() {
        var coupon = aCouponOf(buyer, 3_000, 0);
        anOrderWith(coupon, buyer);

        assertThat(brokenBy("update orders set discount = 4000, total = 6000 where coupon_id = ?", coupon))
                .containsExactly("I21-discount");
        assertThat(brokenBy("update coupon set min_order_amount = 20000 where coupon_id = ?", coupon))
                .containsExactly("I21-discount");
    }

    /** @return which invariants do not hold after these statements, each with its id; nothing of it stays */
    private List<String> brokenBy(Object... statementsAndIds) {
        var broken = new ArrayList<String>();
        assertThatThrownBy(() -> transactions.run(() -> {
                    for (var i = 0; i < statementsAndIds.length; i += 2) {
                        jdbc.sql((String) statementsAndIds[i])
                                .param(statementsAndIds[i + 1])
                                .update();
                    }
                    invariants.stream()
                            .filter(invariant -> !finds(invariant).isEmpty())
                            .map(Invariant::id)
                            .forEach(broken::add);
                    throw new NothingStays();
                }))
                .isInstanceOf(NothingStays.class);
        return broken;
    }

    private List<Map<String, Object>> finds(Invariant invariant) {
        return invariant.onceQuiet()
                ? List.of()
                : jdbc.sql(invariant.discrepancies()).query().listOfRows();
    }

    private static final class NothingStays extends RuntimeException {}
}
