package com.timedeal.orderservice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.timedeal.localinfrastructure.testing.Infrastructure;
import com.timedeal.orderservice.FakeProductService.Mood;
import com.timedeal.orderservice.OrderServiceFixture;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class PlaceOrderIT extends OrderServiceFixture {

    private static final Map<String, Object> ADDRESS = Map.of(
            "recipient", "홍길동",
            "phone", "010-1234-5678",
            "zipCode", "04524",
            "line1", "서울특별시 중구 세종대로 110");

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    GiveUpStaleOrders giveUpStaleOrders;

    @Autowired
    Orders orders;

    @Autowired
    Transactions transactions;

    @Autowired
    DatabaseClock clock;

    @Autowired
    MeterRegistry meters;

    @Test
    void ordersTheWholeWishlistInOneGoAndClearsIt() {
        var lamp = PRODUCT_SERVICE.aProduct(10);
        var chair = PRODUCT_SERVICE.aProduct(10);
        wish(lamp, 2);
        wish(chair, 1);

        var order = place("k", null);

        assertThat(order.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(order.getBody())
                .containsEntry("status", "PAYMENT_DUE")
                .containsEntry("total", 30_000)
                .containsKey("paymentDueAt");
        assertThat(PRODUCT_SERVICE.onTheShelf(lamp)).isEqualTo(8);
        assertThat(PRODUCT_SERVICE.onTheShelf(chair)).isEqualTo(9);
        assertThat((List<?>) call(HttpMethod.GET, "/api/v1/wishlist", buyer, null, null)
                        .getBody()
                        .get("items"))
                .isEmpty();
        assertThat(code(place("k2", null))).isEqualTo("WISHLIST_EMPTY");
        assertThat(orderId(place("k", null))).isEqualTo(orderId(order));
    }

    @Test
    void oneKeyMakesOneOrderAndTakesStockOnce() throws Exception {
        var lamp = PRODUCT_SERVICE.aProduct(10);

        var answers = atOnce(10, i -> place("k", lines(lamp, 2)));

        assertThat(answers).allMatch(a -> a.getStatusCode() == HttpStatus.CREATED);
        assertThat(answers.stream().map(OrderServiceFixture::orderId).distinct())
                .hasSize(1);
        assertThat(PRODUCT_SERVICE.onTheShelf(lamp)).isEqualTo(8);
        assertThat(place("k", lines(lamp, 3)).getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
    }

    @Test
    void aRefusalNamesTheLinesAndGivesTheKeyBack() {
        var lamp = PRODUCT_SERVICE.aProduct(1);

        var refused = place("k", lines(lamp, 2));

        assertThat(code(refused)).isEqualTo("INSUFFICIENT_STOCK");
        assertThat(refused.getBody().get("shortages").toString()).contains(lamp.toString(), "left=1");
        assertThat(place("k", lines(lamp, 1)).getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(code(place("k3", lines(UUID.randomUUID(), 1)))).isEqualTo("UNKNOWN_PRODUCT");
    }

    @Test
    void aLostFirstAnswerIsAskedForAgainWithoutTakingTwice() {
        var lamp = PRODUCT_SERVICE.aProduct(10);
        PRODUCT_SERVICE.is(Mood.LOSES_THE_FIRST_ANSWER);

        var order = place("k", lines(lamp, 2));

        assertThat(order.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(PRODUCT_SERVICE.calls()).isEqualTo(2);
        assertThat(PRODUCT_SERVICE.onTheShelf(lamp)).isEqualTo(8);
    }

    @Test
    void anOrderWithoutAnAnswerStaysPendingUntilItsOwnKeyDrivesItOn() {
        var lamp = PRODUCT_SERVICE.aProduct(10);
        PRODUCT_SERVICE.is(Mood.LOSES_THE_ANSWER);

        var unknown = place("k", lines(lamp, 2));
        assertThat(unknown.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(unknown.getHeaders()).containsKey("Retry-After");
        assertThat(PRODUCT_SERVICE.onTheShelf(lamp)).isEqualTo(8);

        PRODUCT_SERVICE.is(Mood.WELL);
        assertThat(place("k", lines(lamp, 2)).getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(PRODUCT_SERVICE.onTheShelf(lamp)).isEqualTo(8);
    }

    @Test
    void whoeverTriesAnotherKeyAfterA503GetsOneOrderAndTheFirstIsReleased() {
        var lamp = PRODUCT_SERVICE.aProduct(10);
        PRODUCT_SERVICE.is(Mood.LOSES_THE_ANSWER);
        assertThat(place("k", lines(lamp, 2)).getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        var first = jdbc.sql("select order_id from orders where user_id = ?")
                .param(buyer)
                .query(UUID.class)
                .single();
        PRODUCT_SERVICE.is(Mood.WELL);

        var second = place("k2", lines(lamp, 2));
        jdbc.sql("update orders set placed_at = placed_at - interval 1 hour where order_id = ?")
                .param(first)
                .update();
        giveUpStaleOrders.sweep();

        assertThat(second.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(status(first)).isEqualTo("REJECTED");
        assertThat(releases(first)).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from orders where user_id = ? and status = 'PAYMENT_DUE'")
                        .param(buyer)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    /** Its own key, other keys and the sweepers at once: each order is accepted, or released once, and never both. */
    @Test
    void whatA503LeftIsDrivenOnOrReleasedWhoeverComesFirst() throws Exception {
        for (var round = 0; round < 15; round++) {
            var user = UUID.randomUUID();
            var lamp = PRODUCT_SERVICE.aProduct(100);
            PRODUCT_SERVICE.is(Mood.LOSES_THE_ANSWER);
            assertThat(place(user, "k", lines(lamp, 2)).getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
            productServiceIsWell();
            jdbc.sql("update orders set placed_at = placed_at - interval 1 hour where user_id = ?")
                    .param(user)
                    .update();

            var answers = atOnce(9, i -> {
                if (i % 3 == 0) {
                    giveUpStaleOrders.sweep();
                    return null;
                }
                return place(user, i % 3 == 1 ? "k" : "new", lines(lamp, 2));
            });

            assertThat(answers.stream().filter(Objects::nonNull).map(ResponseEntity::getStatusCode))
                    .isSubsetOf(HttpStatus.CREATED, HttpStatus.SERVICE_UNAVAILABLE);
            var placed = answers.stream()
                    .filter(answer -> answer != null && answer.getStatusCode() == HttpStatus.CREATED)
                    .map(answer -> UUID.fromString((String) orderId(answer)))
                    .collect(Collectors.toSet());
            var stored = jdbc.sql("select order_id from orders where user_id = ?")
                    .param(user)
                    .query(UUID.class)
                    .list();
            assertThat(stored).allSatisfy(order -> {
                assertThat(status(order)).isEqualTo(placed.contains(order) ? "PAYMENT_DUE" : "REJECTED");
                assertThat(releases(order)).isEqualTo(placed.contains(order) ? 0 : 1);
            });
            assertThat(orderId(place(user, "new", lines(lamp, 2)))).isIn(asStrings(placed));
            // The other product-service of these tests knows no releases: what was released has left its shelf too.
            assertThat(PRODUCT_SERVICE.onTheShelf(lamp)).isEqualTo(100 - 2 * stored.size());
        }
    }

    @Test
    void whatWasDrivenOnBetweenALookAndItsLockIsNotGivenUp() {
        var accepted = UUID.fromString((String) orderId(place("k", lines(PRODUCT_SERVICE.aProduct(1), 1))));

        var givenUp = transactions.call(() -> orders.reject(accepted, "GIVEN_UP", clock.now()));

        assertThat(givenUp).isFalse();
        assertThat(status(accepted)).isEqualTo("PAYMENT_DUE");
    }

    @Test
    void theSweeperGivesUpAPendingOrderAndAsksForItsStockBackOnce() throws Exception {
        var lamp = PRODUCT_SERVICE.aProduct(10);
        PRODUCT_SERVICE.is(Mood.LOSES_THE_ANSWER);
        place("k", lines(lamp, 2));
        var orderId = jdbc.sql("select order_id from orders where user_id = ?")
                .param(buyer)
                .query(UUID.class)
                .single();
        giveUpStaleOrders.sweep();
        assertThat(status(orderId)).isEqualTo("PENDING");

        jdbc.sql("update orders set placed_at = placed_at - interval 1 hour where order_id = ?")
                .param(orderId)
                .update();
        atOnce(4, i -> {
            giveUpStaleOrders.sweep();
            return null;
        });

        assertThat(status(orderId)).isEqualTo("REJECTED");
        assertThat(releases(orderId)).isEqualTo(1);
    }

    @Test
    void withRedisStoppedWishlistOrdersGoOnAndAreCountedAsUnlocked() throws Exception {
        var servers = Infrastructure.current();
        assumeThat(servers.external()).as("servers that a test may stop").isFalse();
        var lamp = PRODUCT_SERVICE.aProduct(100);
        var counters = meters.find("timedeal.stock.unlocked").counters(); // none where locks are off
        var before = counters.stream().mapToDouble(Counter::count).sum();

        servers.redis().stop();
        List<ResponseEntity<Map<String, Object>>> answers;
        try {
            answers = atOnce(10, i -> {
                var person = UUID.randomUUID();
                wish(person, lamp, 2);
                return place(person, "k", null);
            });
        } finally {
            servers.redis().start();
        }

        assertThat(answers).extracting(ResponseEntity::getStatusCode).containsOnly(HttpStatus.CREATED);
        assertThat(PRODUCT_SERVICE.onTheShelf(lamp)).isEqualTo(80);
        assertThat(counters.stream().mapToDouble(Counter::count).sum() - before).isEqualTo(10.0 * counters.size());
    }

    @Test
    void anOpenBreakerSparesProductServiceAndSaysComeBack() {
        var lamp = PRODUCT_SERVICE.aProduct(1_000);
        PRODUCT_SERVICE.is(Mood.FAILS);
        for (var i = 0; i < 10; i++) {
            place("fail-" + i, lines(lamp, 1));
        }
        PRODUCT_SERVICE.calls();

        var spared = place("spared", lines(lamp, 1));

        assertThat(spared.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(spared.getHeaders()).containsKey("Retry-After");
        assertThat(PRODUCT_SERVICE.calls()).isZero();
    }

    @Test
    void showsOrdersToTheirOwnerOnly() {
        var order = orderId(place("k", lines(PRODUCT_SERVICE.aProduct(1), 1)));

        assertThat(call(HttpMethod.GET, "/api/v1/orders/" + order, buyer, null, null)
                        .getStatusCode())
                .isEqualTo(HttpStatus.OK);
        assertThat(call(HttpMethod.GET, "/api/v1/orders/" + order, UUID.randomUUID(), null, null)
                        .getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(call(HttpMethod.GET, "/api/v1/orders?size=1", buyer, null, null)
                        .getBody())
                .containsEntry("totalItems", 1);
        assertThat(call(HttpMethod.GET, "/api/v1/orders?size=101", buyer, null, null)
                        .getStatusCode())
                .isEqualTo(HttpStatus.BAD_REQUEST);
    }

    private void wish(UUID product, long quantity) {
        wish(buyer, product, quantity);
    }

    private void wish(UUID user, UUID product, long quantity) {
        assertThat(call(HttpMethod.PUT, "/api/v1/wishlist/items/" + product, user, null, Map.of("quantity", quantity))
                        .getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);
    }

    private ResponseEntity<Map<String, Object>> place(String key, List<Map<String, Object>> items) {
        return place(buyer, key, items);
    }

    private ResponseEntity<Map<String, Object>> place(UUID user, String key, List<Map<String, Object>> items) {
        var body = new HashMap<String, Object>();
        body.put("address", ADDRESS);
        if (items != null) {
            body.put("items", items);
        }
        return call(HttpMethod.POST, "/api/v1/orders", user, key, body);
    }

    private static List<Map<String, Object>> lines(UUID product, long quantity) {
        return List.of(Map.of("productId", product, "quantity", quantity));
    }

    private long releases(UUID orderId) {
        return jdbc.sql("select count(*) from outbox where name = 'stock.release-requested' and body like ?")
                .param("%" + orderId + "%")
                .query(Long.class)
                .single();
    }

    private static List<Object> asStrings(Set<UUID> ids) {
        return ids.stream().<Object>map(UUID::toString).toList();
    }

    private String status(UUID orderId) {
        return jdbc.sql("select status from orders where order_id = ?")
                .param(orderId)
                .query(String.class)
                .single();
    }
}
