package com.timedeal.orderservice.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.timedeal.orderservice.FakeProductService;
import com.timedeal.orderservice.OrderServiceFixture;
import com.timedeal.orderservice.allotment.AllotmentTerms;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.allotment.Settlement;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class PurchaseIT extends OrderServiceFixture {

    @Autowired
    Allotments allotments;

    @Autowired
    EndAllotment endAllotment;

    @Autowired
    InternalAllotmentController allotmentController;

    @Autowired
    SweepAllotments sweepAllotments;

    @Autowired
    Transactions transactions;

    @Autowired
    DatabaseClock clock;

    @Test
    void manyBuyersTakeExactlyTheUnitsThereAre() throws Exception {
        var deal = anOpenDeal(30, 1);

        var answers = atOnce(300, i -> buy(deal, UUID.randomUUID(), "k", 1));

        var byOutcome = answers.stream()
                .collect(Collectors.groupingBy(
                        a -> a.getStatusCode() == HttpStatus.CREATED ? "PLACED" : code(a), Collectors.counting()));
        assertThat(byOutcome).isEqualTo(Map.of("PLACED", 30L, "SOLD_OUT", 270L));
        assertThat(remaining(deal)).isZero();
        assertThat(ordersOf(deal)).isEqualTo(30);
    }

    @Test
    void oneKeyMakesOneOrderHoweverOftenItIsSent() throws Exception {
        var deal = anOpenDeal(30, 5);
        var buyer = UUID.randomUUID();

        var answers = atOnce(20, i -> buy(deal, buyer, "k", 1));

        assertThat(answers).allMatch(a -> a.getStatusCode() == HttpStatus.CREATED);
        assertThat(answers.stream().map(OrderServiceFixture::orderId).distinct())
                .hasSize(1);
        assertThat(remaining(deal)).isEqualTo(29);
    }

    @Test
    void twoClicksForTheLastUnitAreBothToldOfTheOneOrder() throws Exception {
        for (var round = 0; round < 20; round++) {
            var deal = anOpenDeal(1, 1);
            var buyer = UUID.randomUUID();

            var answers = atOnce(6, i -> buy(deal, buyer, "k", 1));

            assertThat(answers).allMatch(a -> a.getStatusCode() == HttpStatus.CREATED);
            assertThat(answers.stream().map(OrderServiceFixture::orderId).distinct())
                    .hasSize(1);
        }
    }

    @Test
    void nobodyGetsMoreThanTheLimitWhateverTheKeys() throws Exception {
        var deal = anOpenDeal(30, 2);
        var buyer = UUID.randomUUID();

        var answers = atOnce(20, i -> buy(deal, buyer, "k" + i, 1));

        assertThat(answers.stream().filter(a -> a.getStatusCode() == HttpStatus.CREATED))
                .hasSize(2);
        assertThat(answers.stream().filter(a -> "LIMIT_REACHED".equals(code(a))))
                .hasSize(18);
        assertThat(remaining(deal)).isEqualTo(28);
    }

    @Test
    void aWinnerWhoAsksAgainGetsTheOrderThoughItIsSoldOutAndThoughItIsClosed() {
        var deal = anOpenDeal(1, 1);
        var winner = UUID.randomUUID();
        var first = buy(deal, winner, "k", 1);
        assertThat(code(buy(deal, UUID.randomUUID(), "k", 1))).isEqualTo("SOLD_OUT");

        assertThat(orderId(buy(deal, winner, "k", 1))).isEqualTo(orderId(first));

        endNow(deal);
        // This instance has read "nothing left", and believes it for a moment.
        await().until(() -> code(buy(deal, UUID.randomUUID(), "k", 1)), "CLOSED"::equals);
        assertThat(orderId(buy(deal, winner, "k", 1))).isEqualTo(orderId(first));

        endAllotment.settleIfOver(deal);
        assertThat(orderId(buy(deal, winner, "k", 1))).isEqualTo(orderId(first));
    }

    @Test
    void aKeyIsNotReusedForAnotherQuantity() {
        var deal = anOpenDeal(10, 5);
        var buyer = UUID.randomUUID();
        buy(deal, buyer, "k", 1);

        var answer = buy(deal, buyer, "k", 2);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
        assertThat(code(answer)).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void refusalsSayWhy() {
        var deal = anOpenDeal(3, 3);
        buy(deal, UUID.randomUUID(), "k", 2);
        assertThat(buy(deal, UUID.randomUUID(), "k", 2).getBody())
                .containsEntry("code", "INSUFFICIENT_STOCK")
                .containsEntry("left", 1);
        assertThat(call(HttpMethod.POST, path(deal), UUID.randomUUID(), null, Map.of("quantity", 1))
                        .getStatusCode())
                .isEqualTo(HttpStatus.BAD_REQUEST);
        for (var quantity : new Object[] {0, -1, 1.5, "1", 2147483648L}) {
            assertThat(call(HttpMethod.POST, path(deal), UUID.randomUUID(), "k", Map.of("quantity", quantity))
                            .getStatusCode())
                    .as("quantity %s", quantity)
                    .isEqualTo(HttpStatus.BAD_REQUEST);
        }

        var later = aDeal(3, 3, Duration.ofHours(1), Duration.ofHours(2));
        assertThat(buy(later, UUID.randomUUID(), "k", 1).getBody())
                .containsEntry("code", "NOT_OPEN")
                .containsKeys("opensAt", "serverTime");
    }

    @Test
    void aRefusalIsNotStoredUnderItsKey() {
        var deal = aDeal(3, 3, Duration.ofHours(1), Duration.ofHours(2));
        var buyer = UUID.randomUUID();
        assertThat(code(buy(deal, buyer, "k", 1))).isEqualTo("NOT_OPEN");

        jdbc.sql("update allotment set opens_at = sysdate(6) where allotment_id = ?")
                .param(deal)
                .update();

        // This instance may have read "not open", and believe it for a moment.
        await().until(() -> buy(deal, buyer, "k", 1).getStatusCode(), HttpStatus.CREATED::equals);
    }

    /** With now(6), the time of the statement's start, the late buyer below would be let in. */
    @Test
    void whoeverGetsTheRowAfterClosingIsTooLateThoughTheyAskedBefore() throws Exception {
        var deal = anOpenDeal(3, 1);
        jdbc.sql("update allotment set closes_at = sysdate(6) + interval 300000 microsecond where allotment_id = ?")
                .param(deal)
                .update();
        var locked = new CountDownLatch(1);
        var holder = CompletableFuture.runAsync(() -> transactions.run(() -> {
            allotments.lock(deal);
            locked.countDown();
            await().pollInSameThread()
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> allotments.lock(deal).orElseThrow().isOver());
        }));
        locked.await();

        var answer = buy(deal, UUID.randomUUID(), "k", 1);

        holder.join();
        assertThat(code(answer)).isEqualTo("CLOSED");
    }

    @Test
    void asksProductServiceAboutADealItHasNotHeardOf() throws Exception {
        var now = clock.now();
        var deal = PRODUCT_SERVICE.aDeal(5, 1, now.minusSeconds(10), now.plusSeconds(600));

        var answers = atOnce(20, i -> buy(deal, UUID.randomUUID(), "k", 1));

        assertThat(answers.stream().filter(a -> a.getStatusCode() == HttpStatus.CREATED))
                .hasSize(5);
        assertThat(buy(UUID.randomUUID(), UUID.randomUUID(), "k", 1).getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void doesNotClaimThatADealIsMissingWhenItCannotAsk() {
        PRODUCT_SERVICE.is(FakeProductService.Mood.FAILS);

        var answer = call(HttpMethod.POST, path(UUID.randomUUID()), UUID.randomUUID(), "k", Map.of("quantity", 1));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(answer.getHeaders()).containsKey("Retry-After");
    }

    @Test
    void aCancellationBeforeTheAnnouncementIsRemembered() {
        var now = clock.now();
        var deal = PRODUCT_SERVICE.aDeal(5, 1, now.minusSeconds(10), now.plusSeconds(600));

        assertThat(endAllotment.cancel(deal)).isTrue();
        transactions.run(() -> allotments.create(terms(deal, 5, 1, now.minusSeconds(10), now.plusSeconds(600))));

        assertThat(code(buy(deal, UUID.randomUUID(), "k", 1))).isEqualTo("CANCELLED");
        assertThat(settlements(deal)).isEqualTo(1);
    }

    @Test
    void cancelsBeforeOpeningOnlyAndOnce() {
        var later = aDeal(3, 3, Duration.ofHours(1), Duration.ofHours(2));
        var open = anOpenDeal(3, 3);

        assertThat(endAllotment.cancel(later)).isTrue();
        assertThat(endAllotment.cancel(later)).isTrue();
        assertThat(endAllotment.cancel(open)).isFalse();

        assertThat(code(buy(later, UUID.randomUUID(), "k", 1))).isEqualTo("CANCELLED");
        assertThat(settlements(later)).isEqualTo(1);
    }

    @Test
    void cancellingAndCreatingAtTheSameTimeNeverLeavesALivingAllotment() throws Exception {
        for (var round = 0; round < 30; round++) {
            var now = clock.now();
            var deal = UUID.randomUUID();
            atOnce(4, i -> {
                if (i % 2 == 0) {
                    transactions.run(
                            () -> allotments.create(terms(deal, 5, 1, now.plusSeconds(60), now.plusSeconds(600))));
                } else {
                    endAllotment.cancel(deal);
                }
                return null;
            });
            assertThat(jdbc.sql("select status from allotment where allotment_id = ?")
                            .param(deal)
                            .query(String.class)
                            .single())
                    .isEqualTo("CANCELLED");
            assertThat(settlements(deal)).isEqualTo(1);
        }
    }

    @Test
    void aRunningDealThatWasNeverHeardOfCanBeClosed() {
        var now = clock.now();
        var deal = PRODUCT_SERVICE.aDeal(5, 1, now.minusSeconds(10), now.plusSeconds(600));

        allotmentController.close(deal);

        assertThat(code(buy(deal, UUID.randomUUID(), "k", 1))).isEqualTo("CLOSED");
        assertThat(allotmentController.settle(deal)).isEqualTo(new Settlement(false, 0, 0, 5));
    }

    @Test
    void settlesOnceAndOnlyWhenTheTimeIsOver() {
        var deal = anOpenDeal(10, 1);
        for (var i = 0; i < 4; i++) {
            buy(deal, UUID.randomUUID(), "k", 1);
        }

        endAllotment.settleIfOver(deal);
        assertThat(settlements(deal)).isZero();

        endNow(deal);
        sweepAllotments.settleOverdue();
        assertThat(settlements(deal)).isEqualTo(1);
        endAllotment.settleIfOver(deal);

        assertThat(settlements(deal)).isEqualTo(1);
        assertThat(settlement(deal)).contains("\"sold\":0", "\"held\":4", "\"unsold\":6");
    }

    @Test
    void closingEarlySettlesAtOnce() {
        var deal = anOpenDeal(10, 1);
        var later = aDeal(3, 3, Duration.ofHours(1), Duration.ofHours(2));
        buy(deal, UUID.randomUUID(), "k", 1);

        assertThat(endAllotment.closeEarly(deal)).isTrue();
        assertThat(endAllotment.closeEarly(deal)).isTrue();
        assertThat(endAllotment.closeEarly(later)).isFalse();

        assertThat(code(buy(deal, UUID.randomUUID(), "k", 1))).isEqualTo("CLOSED");
        assertThat(settlement(deal)).contains("\"unsold\":9");
        assertThat(settlements(deal)).isEqualTo(1);
    }

    @Test
    void buyingAndSettlingAtTheSameTimeLosesNoUnit() throws Exception {
        for (var round = 0; round < 10; round++) {
            var deal = anOpenDeal(20, 1);
            atOnce(30, i -> {
                if (i == 15) {
                    endAllotment.closeEarly(deal);
                } else {
                    buy(deal, UUID.randomUUID(), "k", 1);
                }
                return null;
            });
            var held = ordersOf(deal);
            assertThat(settlement(deal)).contains("\"held\":" + held, "\"unsold\":" + (20 - held));
        }
    }

    @Test
    void announcesTheLastLevel() {
        var deal = anOpenDeal(2, 1);
        buy(deal, UUID.randomUUID(), "k", 1);
        buy(deal, UUID.randomUUID(), "k", 1);

        await().untilAsserted(() -> assertThat(jdbc.sql(
                                "select body from outbox where name = 'allotment.level' and body like ? order by id desc")
                        .param("%" + deal + "%")
                        .query(String.class)
                        .list())
                .first()
                .asString()
                .contains("\"left\":0"));
    }

    @Test
    void theSchemaItselfRefusesTooMuch() {
        var deal = anOpenDeal(1, 1);
        var buyer = UUID.randomUUID();
        buy(deal, buyer, "k", 1);

        assertThatThrownBy(() -> jdbc.sql("update allotment set remaining = -1 where allotment_id = ?")
                        .param(deal)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("allotment_never_negative");
        assertThatThrownBy(() -> jdbc.sql("update allotment_buyer set bought = 2 where allotment_id = ?")
                        .param(deal)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("buyer_within_limit");
        assertThatThrownBy(() -> jdbc.sql("""
                                insert into orders
                                    (order_id, user_id, target_id, idempotency_key, request_hash, status, entered_at, units,
                                     placed_at)
                                values (uuid(), ?, ?, 'k', unhex(sha2('', 256)), 'PAYMENT_DUE', sysdate(6), 1, sysdate(6))
                                """).params(buyer, deal).update()).isInstanceOf(DuplicateKeyException.class);
    }

    private ResponseEntity<Map<String, Object>> buy(UUID deal, UUID buyer, String key, int quantity) {
        // As clients are told to: after a 503 ask again with the same key.
        return Stream.generate(() -> call(HttpMethod.POST, path(deal), buyer, key, Map.of("quantity", quantity)))
                .limit(30)
                .dropWhile(answer -> answer.getStatusCode() == HttpStatus.SERVICE_UNAVAILABLE)
                .findFirst()
                .orElseThrow();
    }

    private static String path(UUID deal) {
        return "/api/v1/deals/" + deal + "/orders";
    }

    private UUID anOpenDeal(long units, int limit) {
        return aDeal(units, limit, Duration.ofSeconds(-10), Duration.ofMinutes(10));
    }

    private UUID aDeal(long units, int limit, Duration untilOpening, Duration untilClosing) {
        var deal = UUID.randomUUID();
        var now = clock.now();
        transactions.run(
                () -> allotments.create(terms(deal, units, limit, now.plus(untilOpening), now.plus(untilClosing))));
        return deal;
    }

    private static AllotmentTerms terms(UUID deal, long units, int limit, Instant opensAt, Instant closesAt) {
        return AllotmentTerms.ofDeal(
                deal, UUID.randomUUID(), UUID.randomUUID(), "Lamp", 5_000, units, limit, opensAt, closesAt);
    }

    private void endNow(UUID deal) {
        jdbc.sql("update allotment set closes_at = sysdate(6) where allotment_id = ?")
                .param(deal)
                .update();
    }

    private long remaining(UUID deal) {
        return jdbc.sql("select remaining from allotment where allotment_id = ?")
                .param(deal)
                .query(Long.class)
                .single();
    }

    private long ordersOf(UUID deal) {
        return jdbc.sql("select count(*) from orders where deal_id = ?")
                .param(deal)
                .query(Long.class)
                .single();
    }

    private long settlements(UUID deal) {
        return jdbc.sql("select count(*) from outbox where name = 'allotment.settled' and body like ?")
                .param("%" + deal + "%")
                .query(Long.class)
                .single();
    }

    private String settlement(UUID deal) {
        return jdbc.sql("select body from outbox where name = 'allotment.settled' and body like ?")
                .param("%" + deal + "%")
                .query(String.class)
                .single();
    }
}
