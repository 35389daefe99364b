package com.timedeal.orderservice.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.timedeal.orderservice.CouponFixture;
import com.timedeal.orderservice.deal.DealsOf;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class ClaimCouponIT extends CouponFixture {

    @Autowired
    ApplicationContext services;

    @Test
    void aThousandClaimsTakeExactlyTheHundredThereAre() throws Exception {
        var coupon = aCoupon(100L, 1_000, 0);

        var answers =
                atOnce(
                                50,
                                i -> IntStream.range(0, 20)
                                        .mapToObj(n -> claim(coupon, UUID.randomUUID(), "k"))
                                        .toList())
                        .stream()
                        .flatMap(List::stream)
                        .toList();

        assertThat(byOutcome(answers)).isEqualTo(Map.of("ISSUED", 100L, "SOLD_OUT", 900L));
        assertThat(issued(coupon)).isEqualTo(100);
        assertThat(remaining(coupon)).isZero();
    }

    @Test
    void nobodyGetsTwoWhateverTheKeys() throws Exception {
        var coupon = aCoupon(100L, 1_000, 0);
        var user = UUID.randomUUID();

        var answers = atOnce(20, i -> claim(coupon, user, "k" + i));

        assertThat(byOutcome(answers)).isEqualTo(Map.of("ISSUED", 1L, "ALREADY_CLAIMED", 19L));
        assertThat(remaining(coupon)).isEqualTo(99);
    }

    @Test
    void oneKeyIsOneCouponHoweverOftenItIsSent() throws Exception {
        var coupon = aCoupon(1L, 1_000, 0);
        var user = UUID.randomUUID();

        var answers = atOnce(20, i -> claim(coupon, user, "k"));

        assertThat(answers).allMatch(answer -> answer.getStatusCode() == HttpStatus.CREATED);
        assertThat(answers.stream().map(ResponseEntity::getBody).distinct()).hasSize(1);
        assertThat(issued(coupon)).isEqualTo(1);
    }

    @Test
    void aWinnerWhoAsksAgainGetsTheCouponThoughAllAreGoneAndThoughItIsClosed() {
        var coupon = aCoupon(1L, 1_000, 0);
        var winner = UUID.randomUUID();
        var first = claim(coupon, winner, "k");
        // Long enough for this instance to have seen it, and to refuse from memory.
        for (var i = 0; i < 4; i++) {
            await().untilAsserted(() ->
                    assertThat(code(claim(coupon, UUID.randomUUID(), "k"))).isEqualTo("SOLD_OUT"));
            assertThat(claim(coupon, winner, "k").getBody()).isEqualTo(first.getBody());
            assertThat(code(claim(coupon, winner, "k2"))).isEqualTo("ALREADY_CLAIMED");
        }

        closeNow(coupon);
        await().until(() -> code(claim(coupon, UUID.randomUUID(), "k")), "CLOSED"::equals);
        assertThat(claim(coupon, winner, "k").getBody()).isEqualTo(first.getBody());
        assertThat(code(claim(coupon, winner, "k2"))).isEqualTo("CLOSED");
    }

    @Test
    void oneForEverybodyWhoAsksHasNoCountToRunOut() throws Exception {
        var coupon = aCoupon(null, 1_000, 0);

        var answers = atOnce(60, i -> claim(coupon, UUID.randomUUID(), "k"));

        assertThat(byOutcome(answers)).isEqualTo(Map.of("ISSUED", 60L));
        assertThat(allotments.peek(coupon).orElseThrow().remaining()).isNull();
        assertThat(call(HttpMethod.GET, "/api/v1/coupons/" + coupon, UUID.randomUUID(), null, null)
                        .getBody())
                .containsEntry("couponId", coupon.toString())
                .doesNotContainKeys("left", "totalQuantity");
        var user = UUID.randomUUID();
        claim(coupon, user, "k");
        assertThat(code(claim(coupon, user, "k2"))).isEqualTo("ALREADY_CLAIMED");
    }

    @Test
    void refusalsSayWhyAndAreNotStoredUnderTheirKey() {
        var terms = terms(5L, 1_000, 0);
        terms.put("opensAt", clock.now().plus(Duration.ofMinutes(5)).toString());
        var later = aCoupon(terms);
        var user = UUID.randomUUID();

        for (var i = 0; i < 3; i++) {
            assertThat(claim(later, user, "k").getBody())
                    .containsEntry("code", "NOT_OPEN")
                    .containsKeys("opensAt", "serverTime");
        }
        jdbc.sql("update allotment set opens_at = sysdate(6) where allotment_id = ?")
                .param(later)
                .update();
        await().until(() -> claim(later, user, "k").getStatusCode(), HttpStatus.CREATED::equals);

        assertThat(claim(UUID.randomUUID(), user, "k").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(code(call(HttpMethod.POST, "/api/v1/coupons/" + later + "/claims", user, null, null)))
                .isEqualTo("IDEMPOTENCY_KEY_MISSING");
    }

    /** With now(6), the time of the statement's start, whoever waits for the row below would be let in. */
    @Test
    void whoeverGetsTheRowAfterClosingIsTooLateThoughTheyAskedBefore() throws Exception {
        var coupon = aCoupon(5L, 1_000, 0);
        jdbc.sql("update allotment set closes_at = sysdate(6) + interval 300000 microsecond where allotment_id = ?")
                .param(coupon)
                .update();
        var locked = new CountDownLatch(1);
        var holder = CompletableFuture.runAsync(() -> transactions.run(() -> {
            allotments.lock(coupon);
            locked.countDown();
            await().pollInSameThread()
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> allotments.lock(coupon).orElseThrow().isOver());
        }));
        locked.await();

        assertThat(code(claim(coupon, UUID.randomUUID(), "k"))).isEqualTo("CLOSED");
        holder.join();
    }

    @Test
    void aCouponIsNotBoughtAsADealNorADealClaimedAsACoupon() {
        var coupon = aCoupon(5L, 1_000, 0);
        var deal = aRunningDeal(5, 1);
        var user = UUID.randomUUID();
        claim(coupon, UUID.randomUUID(), "k");

        for (var i = 0; i < 3; i++) {
            assertThat(insist(() -> purchase(coupon, user, "k", 1)).getStatusCode())
                    .isEqualTo(HttpStatus.NOT_FOUND);
            assertThat(claim(deal, user, "k").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        }
        assertThat(remaining(coupon)).isEqualTo(4);
        assertThat(remaining(deal)).isEqualTo(5);
    }

    @Test
    void whatIsDoneToDealsLeavesCouponsAlone() {
        var coupon = aCoupon(5L, 1_000, 0);
        claim(coupon, UUID.randomUUID(), "k");
        closeNow(coupon);

        DealsOf.settle(services, coupon);
        DealsOf.settleOverdue(services);
        DealsOf.announceLevels(services);
        assertThat(DealsOf.cancel(services, coupon)).isFalse();
        assertThat(DealsOf.closeEarly(services, coupon)).isFalse();

        assertThat(remaining(coupon)).isEqualTo(4);
        assertThat(jdbc.sql("select status from allotment where allotment_id = ?")
                        .param(coupon)
                        .query(String.class)
                        .single())
                .isEqualTo("ACTIVE");
        assertThat(jdbc.sql("select name from outbox where body like ?")
                        .param("%" + coupon + "%")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    @Test
    void theSchemaItselfRefusesTooMuch() {
        var coupon = aCoupon(1L, 1_000, 0);
        var user = UUID.randomUUID();
        claim(coupon, user, "k");

        assertThatThrownBy(() -> change(coupon, "remaining = -1")).hasMessageContaining("allotment_never_negative");
        assertThatThrownBy(() -> change(coupon, "remaining = null")).hasMessageContaining("allotment_counted");
        assertThatThrownBy(() -> change(coupon, "status = 'SETTLED'"))
                .hasMessageContaining("coupons_are_never_settled");
        assertThatThrownBy(() -> change(aRunningDeal(1, 1), "initial_units = null, remaining = null"))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("""
                                insert into issued_coupon (coupon_id, user_id, idempotency_key, issued_at)
                                values (?, ?, 'k2', sysdate(6))
                                """).params(coupon, user).update()).isInstanceOf(DuplicateKeyException.class);
    }

    private void change(UUID allotment, String what) {
        jdbc.sql("update allotment set " + what + " where allotment_id = ?")
                .param(allotment)
                .update();
    }

    private void closeNow(UUID coupon) {
        change(coupon, "closes_at = sysdate(6)");
    }

    private static Map<Object, Long> byOutcome(List<ResponseEntity<Map<String, Object>>> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(
                        answer -> answer.getStatusCode() == HttpStatus.CREATED ? "ISSUED" : code(answer),
                        Collectors.counting()));
    }
}
