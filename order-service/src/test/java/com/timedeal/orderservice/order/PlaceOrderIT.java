package com.timedeal.orderservice.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.orderservice.FakeProductService.Mood;
import com.timedeal.orderservice.OrderServiceFixture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
        assertThat(jdbc.sql("select count(*) from orders where user_id = ? and status = 'PAYMENT_DUE'")
                        .param(buyer)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
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
        assertThat(jdbc.sql("select count(*) from outbox where name = 'stock.release-requested' and body like ?")
                        .param("%" + orderId + "%")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
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
        assertThat(call(HttpMethod.PUT, "/api/v1/wishlist/items/" + product, buyer, null, Map.of("quantity", quantity))
                        .getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);
    }

    private ResponseEntity<Map<String, Object>> place(String key, List<Map<String, Object>> items) {
        var body = new HashMap<String, Object>();
        body.put("address", ADDRESS);
        if (items != null) {
            body.put("items", items);
        }
        return call(HttpMethod.POST, "/api/v1/orders", buyer, key, body);
    }

    private static List<Map<String, Object>> lines(UUID product, long quantity) {
        return List.of(Map.of("productId", product, "quantity", quantity));
    }

    private String status(UUID orderId) {
        return jdbc.sql("select status from orders where order_id = ?")
                .param(orderId)
                .query(String.class)
                .single();
    }
}
