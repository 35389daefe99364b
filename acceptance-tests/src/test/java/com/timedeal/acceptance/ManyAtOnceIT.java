package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.launcher.demo.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One person, fifty requests at the same moment, each with a key of its own, wherever something is spent that is there only
 * once: what ACIDRain did to web shops. {@code -Dtimedeal.rounds=200} does each 200 times; the audit follows.
 */
@ExtendWith(RunningPlatform.class)
@Order(12)
class ManyAtOnceIT {

    private static final int AT_ONCE = 50;
    private static final int ROUNDS = Integer.getInteger("timedeal.rounds", 2);
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void nobodyTakesMoreOfADealThanTheLimit(Installation installation) throws Exception {
        var seller = installation.seller();
        var limit = 2;
        var offer = seller.offer(
                seller.list(10L * ROUNDS), 10L * ROUNDS, limit, Duration.ofSeconds(3), Duration.ofMinutes(30));
        seller.awaitOpen(offer);
        for (var round = 0; round < ROUNDS; round++) {
            var buyer = installation.buyer();
            var answers = atOnce(() -> buyer.buy(offer.dealId(), Buyer.newKey()));
            assertThat(counted(answers))
                    .isEqualTo(Map.of("201", (long) limit, "409 LIMIT_REACHED", (long) AT_ONCE - limit));
            assertThat(buyer.orders()).hasSize(limit);
        }
    }

    @Test
    void oneKeyIsOnePurchase(Installation installation) throws Exception {
        var seller = installation.seller();
        var offer = seller.offer(
                seller.list(10L * ROUNDS), 10L * ROUNDS, 10, Duration.ofSeconds(3), Duration.ofMinutes(30));
        seller.awaitOpen(offer);
        for (var round = 0; round < ROUNDS; round++) {
            var buyer = installation.buyer();
            var key = Buyer.newKey();
            atOnce(() -> buyer.buy(offer.dealId(), key));
            assertThat(buyer.orders()).hasSize(1);
        }
    }

    @Test
    void ordersTakeNoMoreThanTheShelfHolds(Installation installation) throws Exception {
        var seller = installation.seller();
        for (var round = 0; round < ROUNDS; round++) {
            var product = seller.list(3);
            var buyer = installation.buyer();
            var answers = atOnce(() -> buyer.orderItem(product, 1, null, Buyer.newKey()));
            assertThat(answers.stream().filter(answer -> answer.status() == 201))
                    .hasSizeLessThanOrEqualTo(3);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(seller.stock(product) + liveOrders(buyer))
                            .isEqualTo(3));
        }
    }

    @Test
    void aWishlistIsOrderedFromTheShelfAndNotFromThinAir(Installation installation) throws Exception {
        var seller = installation.seller();
        for (var round = 0; round < ROUNDS; round++) {
            var product = seller.list(3);
            var buyer = installation.buyer();
            buyer.wish(product, 2);
            atOnce(() -> buyer.orderWishlist(Buyer.newKey()));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(seller.stock(product) + 2 * liveOrders(buyer))
                            .isEqualTo(3));
        }
    }

    @Test
    void aCouponIsClaimedOnceByEach(Installation installation) throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var coupon = installation.announceCoupon(AT_ONCE, 1_000);
            var buyer = installation.buyer();
            var answers = atOnce(() -> buyer.claim(coupon, Buyer.newKey()));
            assertThat(counted(answers)).isEqualTo(Map.of("201", 1L, "409 ALREADY_CLAIMED", AT_ONCE - 1L));
        }
    }

    @Test
    void aCouponPaysForOneOrder(Installation installation) throws Exception {
        var seller = installation.seller();
        for (var round = 0; round < ROUNDS; round++) {
            var product = seller.list(AT_ONCE);
            var coupon = installation.announceCoupon(1, 1_000);
            var buyer = installation.buyer();
            assertThat(buyer.claim(coupon, Buyer.newKey()).status()).isEqualTo(201);
            atOnce(() -> buyer.orderItem(product, 1, coupon, Buyer.newKey()));
            assertThat(buyer.orders().stream()
                            .filter(order -> order.path("discount").asLong() > 0)
                            .filter(order -> !isOver(order.path("status").asText())))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void anOrderIsPaidOnce(Installation installation) throws Exception {
        var seller = installation.seller();
        for (var round = 0; round < ROUNDS; round++) {
            var buyer = installation.buyer();
            var placed = buyer.orderItem(seller.list(1), 1, null, Buyer.newKey());
            var order = Buyer.orderId(placed.body());
            atOnce(() -> buyer.pay(order, Seller.PRICE, Buyer.newKey()));
            assertThat(buyer.payments(order).stream()
                            .filter(payment -> payment.path("status").asText().equals("SUCCEEDED")))
                    .hasSize(1);
        }
    }

    @Test
    void anOrderThatIsCalledOffGivesItsUnitsBackOnce(Installation installation) throws Exception {
        var seller = installation.seller();
        for (var round = 0; round < ROUNDS; round++) {
            var product = seller.list(5);
            var buyer = installation.buyer();
            var order = Buyer.orderId(
                    buyer.orderItem(product, 2, null, Buyer.newKey()).body());
            var answers = atOnce(() -> buyer.cancel(order));
            assertThat(counted(answers)).containsEntry("201", 1L);
            await().atMost(SOON).until(() -> seller.stock(product) == 5);
        }
    }

    @Test
    void payingAndCallingOffAgree(Installation installation) throws Exception {
        var seller = installation.seller();
        for (var round = 0; round < ROUNDS; round++) {
            var product = seller.list(1);
            var buyer = installation.buyer();
            var order = Buyer.orderId(
                    buyer.orderItem(product, 1, null, Buyer.newKey()).body());
            atOnce(() -> ThreadLocalRandom.current().nextBoolean()
                    ? buyer.cancel(order)
                    : buyer.pay(order, Seller.PRICE, Buyer.newKey()));
            await().atMost(SOON).untilAsserted(() -> {
                var cancelled = isOver(buyer.order(order).path("status").asText());
                assertThat(seller.stock(product)).isEqualTo(cancelled ? 1 : 0);
            });
        }
    }

    @Test
    void nothingIsSentBackThatHasNotCome(Installation installation) throws Exception {
        var seller = installation.seller();
        for (var round = 0; round < ROUNDS; round++) {
            var buyer = installation.buyer();
            var order = Buyer.orderId(
                    buyer.orderItem(seller.list(1), 1, null, Buyer.newKey()).body());
            assertThat(buyer.pay(order, Seller.PRICE, Buyer.newKey()).status()).isEqualTo(201);
            assertThat(counted(atOnce(() -> buyer.sendBack(order))))
                    .isEqualTo(Map.of("409 NOT_RETURNABLE", (long) AT_ONCE));
        }
    }

    @Test
    void aDealAndTheShelfShareTheUnitsOfAProduct(Installation installation) throws Exception {
        var seller = installation.seller();
        for (var round = 0; round < ROUNDS; round++) {
            var product = seller.list(100);
            var offer = seller.offer(product, 10, 1, Duration.ofMinutes(10), Duration.ofMinutes(5));
            atOnce(() ->
                    seller.changeQuantity(offer, 1 + ThreadLocalRandom.current().nextInt(120)));
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(seller.changeQuantity(offer, 40).status()).isEqualTo(204);
                assertThat(seller.stock(product)).isEqualTo(60);
            });
            seller.cancel(offer);
            await().atMost(SOON).until(() -> seller.stock(product) == 100);
        }
    }

    @Test
    void goodsComeInOncePerKey(Installation installation) throws Exception {
        var seller = installation.seller();
        for (var round = 0; round < ROUNDS; round++) {
            var product = seller.list(1);
            var key = Buyer.newKey();
            atOnce(() -> {
                seller.restock(product, 10, key);
                return null;
            });
            assertThat(seller.stock(product)).isEqualTo(11);
        }
    }

    // ---- ------------------------------------------------------------------------------------------------------

    /** They wait for each other, and then for nobody. */
    private static List<Answer> atOnce(Callable<Answer> ask) throws Exception {
        var start = new CountDownLatch(1);
        var answers = new ArrayList<Answer>();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<java.util.concurrent.Future<Answer>>();
            for (var n = 0; n < AT_ONCE; n++) {
                asked.add(crowd.submit(() -> {
                    start.await();
                    return ask.call();
                }));
            }
            start.countDown();
            for (var answer : asked) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private static Map<String, Long> counted(List<Answer> answers) {
        var counted = new TreeMap<String, Long>();
        answers.forEach(answer -> counted.merge(
                answer.code().isEmpty() ? "" + answer.status() : answer.status() + " " + answer.code(), 1L, Long::sum));
        return counted;
    }

    private static long liveOrders(Buyer buyer) throws InterruptedException {
        return buyer.orders().stream()
                .filter(order -> !isOver(order.path("status").asText()))
                .count();
    }

    private static boolean isOver(String status) {
        return List.of("REJECTED", "EXPIRED", "CANCELLED").contains(status);
    }
}
