package com.timedeal.productservice.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.productservice.ProductServiceFixture;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

class StockIT extends ProductServiceFixture {

    @Autowired
    ReserveStock reserveStock;

    @Autowired
    ReleaseStock releaseStock;

    @Autowired
    Restock restock;

    @Autowired
    StockMessages stockMessages;

    @Autowired
    Transactions transactions;

    @Test
    void manyBuyersTakeExactlyWhatThereIs() throws Exception {
        var product = aProduct(50);

        var answers = atOnce(200, i -> reserveStock.reserve(UUID.randomUUID(), lines(product, 1)));

        assertThat(answers.stream().filter(Reservation.Reserved.class::isInstance))
                .hasSize(50);
        assertThat(answers.stream().filter(Reservation.Refused.class::isInstance))
                .hasSize(150);
        assertThat(onTheShelf(product)).isZero();
        assertThat(inTheLedger(product)).isZero();
    }

    @Test
    void refusesTheWholeOrderWhenOneLineIsShort() {
        var plenty = aProduct(10);
        var scarce = aProduct(1);
        var lines = lines(plenty, 3);
        lines.put(scarce, 2L);

        var answer = reserveStock.reserve(UUID.randomUUID(), lines);

        assertThat(answer).isEqualTo(new Reservation.Refused(List.of(new Reservation.Shortage(scarce, 2, 1L))));
        assertThat(onTheShelf(plenty)).isEqualTo(10);
        assertThat(inTheLedger(plenty)).isEqualTo(10);
    }

    @Test
    void namesAProductThatDoesNotExist() {
        var nowhere = UUID.randomUUID();

        assertThat(reserveStock.reserve(UUID.randomUUID(), lines(nowhere, 1)))
                .isEqualTo(new Reservation.Refused(List.of(new Reservation.Shortage(nowhere, 1, null))));
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndTakesNothing() throws Exception {
        var product = aProduct(5);
        var order = UUID.randomUUID();

        var answers = atOnce(20, i -> reserveStock.reserve(order, lines(product, 2)));

        assertThat(answers).allMatch(Reservation.Reserved.class::isInstance);
        assertThat(onTheShelf(product)).isEqualTo(3);
    }

    @Test
    void aRefusalStandsThoughStockComesLater() {
        var product = aProduct(1);
        var order = UUID.randomUUID();
        var first = reserveStock.reserve(order, lines(product, 2));

        restock.restock(seller, product, new IdempotencyKey("more"), 10);

        assertThat(reserveStock.reserve(order, lines(product, 2))).isEqualTo(first);
        assertThat(onTheShelf(product)).isEqualTo(11);
    }

    @Test
    void anOrderIdIsNotReusedForOtherLines() {
        var product = aProduct(5);
        var order = UUID.randomUUID();
        reserveStock.reserve(order, lines(product, 1));

        assertThatThrownBy(() -> reserveStock.reserve(order, lines(product, 2))).hasMessageContaining("422");
    }

    @Test
    void aReleasePutsBackOnce() {
        var product = aProduct(5);
        var order = UUID.randomUUID();
        reserveStock.reserve(order, lines(product, 2));

        transactions.run(() -> releaseStock.release(order));
        transactions.run(() -> releaseStock.release(order));

        assertThat(onTheShelf(product)).isEqualTo(5);
        assertThat(inTheLedger(product)).isEqualTo(5);
    }

    @Test
    void aReleaseThatOvertakesItsReserveIsRemembered() {
        var product = aProduct(5);
        var order = UUID.randomUUID();

        transactions.run(() -> releaseStock.release(order));

        assertThat(reserveStock.reserve(order, lines(product, 2))).isInstanceOf(Reservation.Released.class);
        assertThat(onTheShelf(product)).isEqualTo(5);
    }

    @Test
    void releaseAndReserveAtTheSameTimeStrandNothing() throws Exception {
        var product = aProduct(100);
        for (var round = 0; round < 30; round++) {
            var order = UUID.randomUUID();
            atOnce(2, i -> {
                if (i == 0) {
                    return reserveStock.reserve(order, lines(product, 3));
                }
                transactions.run(() -> releaseStock.release(order));
                return null;
            });
            assertThat(onTheShelf(product)).isEqualTo(100);
        }
        assertThat(inTheLedger(product)).isEqualTo(100);
    }

    /** What changes how many there are (a pallet, a deal that sets units aside) while people order. */
    @Test
    void changingHowManyThereAreWhilePeopleOrderLosesNoUnitAndInventsNone() throws Exception {
        var product = aProduct(40);

        var answers = atOnce(120, i -> switch (i % 12) {
            case 4 -> restock.restock(seller, product, new IdempotencyKey("pallet-" + i), 5);
            case 8 -> aDeal(product, 3);
            default -> (Object) reserveStock.reserve(UUID.randomUUID(), lines(product, 1));
        });

        var ordered =
                answers.stream().filter(Reservation.Reserved.class::isInstance).count();
        var inDeals = answers.stream().filter(UUID.class::isInstance).count();
        var left = 40 + 10 * 5 - ordered - 3 * inDeals;
        assertThat(left).isNotNegative();
        assertThat(onTheShelf(product)).isEqualTo(left);
        assertThat(inTheLedger(product)).isEqualTo(left);
    }

    @Test
    void unitsOfADealComeBackOncePerOrderHoweverOftenItIsSaid() throws Exception {
        var product = aProduct(10);
        var deal = aDeal(product, 5);
        var order = UUID.randomUUID();

        var before = onTheShelf(product);
        atOnce(8, i -> {
            // Another message each time: not the inbox, but the order decides.
            stockMessages.on(new StockMessages.StockReleaseRequested(
                    UUID.randomUUID(), order, deal, product, 2L, i % 2 == 0 ? "CANCELLED" : "EXPIRED"));
            return null;
        });

        assertThat(onTheShelf(product)).isEqualTo(before + 2);
        assertThat(inTheLedger(product)).isEqualTo(before + 2);
    }

    @Test
    void unitsOfADealComeBackToAProductThatIsNoLongerSold() {
        var product = aProduct(10);
        var deal = aDeal(product, 5);
        var before = onTheShelf(product);
        jdbc.sql("update product set deleted_at = sysdate(6) where product_id = ?")
                .param(product)
                .update();

        stockMessages.on(new StockMessages.StockReleaseRequested(
                UUID.randomUUID(), UUID.randomUUID(), deal, product, 1L, "RETURNED"));

        assertThat(onTheShelf(product)).isEqualTo(before + 1);
    }

    @Test
    void ordersForTheSameTwoProductsDoNotBlockEachOther() throws Exception {
        var one = aProduct(1_000);
        var other = aProduct(1_000);

        var answers = atOnce(100, i -> {
            // A sorted map: whatever the order of the basket, rows are locked in ascending order.
            var lines = lines(i % 2 == 0 ? one : other, 1);
            lines.put(i % 2 == 0 ? other : one, 1L);
            return reserveStock.reserve(UUID.randomUUID(), lines);
        });

        assertThat(answers).allMatch(Reservation.Reserved.class::isInstance);
        assertThat(onTheShelf(one)).isEqualTo(900);
        assertThat(onTheShelf(other)).isEqualTo(900);
    }

    @Test
    void theSchemaItselfRefusesANegativeShelfAndASecondMovementForOneCause() {
        var product = aProduct(5);

        assertThatThrownBy(() -> jdbc.sql("update stock set available = -1 where product_id = ?")
                        .param(product)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("stock_never_negative");
        assertThatThrownBy(() -> jdbc.sql("insert into stock_movement (product_id, kind, reference, quantity)"
                                + " values (?, 'OPENED', ?, 5)")
                        .params(product, product)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void restocksOncePerKey() throws Exception {
        var product = aProduct(0);
        var path = "/api/v1/products/" + product + "/restocks";

        var answers = atOnce(
                10,
                i -> asSeller(HttpMethod.POST, path, "pallet-1", Map.of("quantity", 7))
                        .getStatusCode());

        assertThat(answers).containsOnly(HttpStatus.CREATED);
        assertThat(onTheShelf(product)).isEqualTo(7);
        assertThat(asSeller(HttpMethod.POST, path, "pallet-1", Map.of("quantity", 8))
                        .getStatusCode())
                .isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
        assertThat(asSeller(HttpMethod.POST, path, null, Map.of("quantity", 8)).getStatusCode())
                .isEqualTo(HttpStatus.BAD_REQUEST);
    }

    /** @return null when there were too few units */
    private UUID aDeal(UUID product, long quantity) {
        var opensAt = Instant.now().plusSeconds(3_600);
        var answer = asSeller(
                HttpMethod.POST,
                "/api/v1/deals",
                UUID.randomUUID().toString(),
                Map.of(
                        "productId",
                        product,
                        "dealPrice",
                        5_000,
                        "quantity",
                        quantity,
                        "perUserLimit",
                        1,
                        "opensAt",
                        opensAt.toString(),
                        "closesAt",
                        opensAt.plusSeconds(600).toString()));
        var dealId = (String) answer.getBody().get("dealId");
        return dealId == null ? null : UUID.fromString(dealId);
    }

    private static TreeMap<UUID, Long> lines(UUID product, long quantity) {
        var lines = new TreeMap<UUID, Long>();
        lines.put(product, quantity);
        return lines;
    }

    private static <T> List<T> atOnce(int callers, IndexedCall<T> call) throws Exception {
        var ready = new CountDownLatch(1);
        // As many at once as there are connections: what a request does that gets none is tested elsewhere.
        try (var executor = Executors.newFixedThreadPool(16)) {
            var calls = IntStream.range(0, callers)
                    .mapToObj(i -> executor.submit((Callable<T>) () -> {
                        ready.await();
                        return call.apply(i);
                    }))
                    .toList();
            ready.countDown();
            var results = new ArrayList<T>();
            for (var result : calls) {
                results.add(result.get());
            }
            return results;
        }
    }

    interface IndexedCall<T> {
        T apply(int i) throws Exception;
    }
}
