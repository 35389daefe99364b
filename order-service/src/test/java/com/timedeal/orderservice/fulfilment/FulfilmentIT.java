package com.timedeal.orderservice.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.orderservice.LifeCycleFixture;
import com.timedeal.orderservice.OrderServiceFixture;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessagePropertiesBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class FulfilmentIT extends LifeCycleFixture {

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    ProgressOrders progressOrders;

    @Autowired
    RabbitTemplate rabbit;

    @Test
    void aPaidOrderIsShippedAndDeliveredOneStepAtATime() {
        var order = aPaidOrder(aRunningDeal(5, 1), buyer);
        progressOrders.progress();
        assertThat(statusOf(order)).as("not before its time").isEqualTo("PAID");

        longAgo(order);
        progressOrders.progress();
        assertThat(statusOf(order)).isEqualTo("SHIPPED");
        progressOrders.progress();
        assertThat(statusOf(order)).isEqualTo("SHIPPED");

        longAgo(order);
        progressOrders.progress();
        assertThat(statusOf(order)).isEqualTo("DELIVERED");
        assertThat(code(cancel(order, buyer, "c"))).isEqualTo("NOT_CANCELLABLE");
    }

    @Test
    void aMessageMovesOrdersOn() {
        var order = aPaidOrder(aRunningDeal(5, 1), buyer);
        longAgo(order);
        var body = "{\"messageId\":\"%s\",\"dueAt\":\"2026-11-20T19:00:00Z\"}".formatted(UUID.randomUUID());

        rabbit.send(
                "timedeal.events",
                "order.progress-due",
                MessageBuilder.withBody(body.getBytes(StandardCharsets.UTF_8))
                        .andProperties(MessagePropertiesBuilder.newInstance()
                                .setContentType("application/json")
                                .build())
                        .build());

        await().untilAsserted(() -> assertThat(statusOf(order)).isEqualTo("SHIPPED"));
    }

    @Test
    void whatIsSentBackGoesToStockAndItsMoneyToTheBuyer() throws Exception {
        var deal = aRunningDeal(5, 1);
        var order = aDeliveredOrder(deal);

        var answer = sendBack(order, "r", "broken");
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(answer.getBody()).containsEntry("status", "RETURN_REQUESTED");
        progressOrders.progress();
        assertThat(statusOf(order)).as("the goods are on their way").isEqualTo("RETURN_REQUESTED");

        longAgo(order);
        atOnce(4, i -> {
            progressOrders.progress();
            return null;
        });

        assertThat(statusOf(order)).isEqualTo("RETURNED");
        assertThat(paymentsOf(order)).containsExactly("REFUND_DUE");
        // To stock though the deal is still on: these units were sold.
        assertThat(releasesOf(order)).hasSize(1).first().asString().contains("\"cause\":\"RETURNED\"");
        assertThat(remaining(deal)).isEqualTo(4);
        assertThat(bought(deal, buyer)).as("bought stays bought").isEqualTo(1);
        close(deal);
        assertThat(jdbc.sql("select concat(sold, ',', held, ',', unsold) from allotment where allotment_id = ?")
                        .param(deal)
                        .query(String.class)
                        .single())
                .isEqualTo("1,0,4");
    }

    @Test
    void aWishlistOrderCanBeSentBackToo() {
        var order = aWishlistOrder(buyer, PRODUCT_SERVICE.aProduct(5), 2);
        pay(order, buyer, "p", null, "CARD", 20_000);
        deliver(order);
        sendBack(order, "r", "broken");
        longAgo(order);

        progressOrders.progress();

        assertThat(statusOf(order)).isEqualTo("RETURNED");
        assertThat(releasesOf(order)).hasSize(1).first().asString().doesNotContain("dealId");
    }

    @Test
    void goodsAreSentBackInTimeOnly() {
        var order = aDeliveredOrder(aRunningDeal(5, 1));
        jdbc.sql("update orders set entered_at = sysdate(6) - interval 7 day where order_id = ?")
                .param(order)
                .update();

        assertThat(sendBack(order, "r", "broken").getBody())
                .containsEntry("code", "RETURN_WINDOW_OVER")
                .containsKey("endedAt");

        jdbc.sql("update orders set entered_at = sysdate(6) - interval 7 day + interval 1 minute where order_id = ?")
                .param(order)
                .update();
        assertThat(sendBack(order, "r", "broken").getStatusCode()).isEqualTo(HttpStatus.CREATED);
    }

    @Test
    void refusalsSayWhy() {
        var order = aPaidOrder(aRunningDeal(5, 1), buyer);

        assertThat(sendBack(order, "r", "broken").getBody())
                .containsEntry("code", "NOT_RETURNABLE")
                .containsEntry("orderStatus", "PAID");
        assertThat(sendBack(order, null, "broken").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(sendBack(order, "r", " ").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(sendBack(UUID.randomUUID(), "r", "broken").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void oneReturnHoweverOftenItIsAskedFor() throws Exception {
        var order = aDeliveredOrder(aRunningDeal(5, 1));

        var same = atOnce(6, i -> insist(() -> sendBack(order, "r", "broken")));

        assertThat(same).allMatch(a -> a.getStatusCode() == HttpStatus.CREATED);
        assertThat(sendBack(order, "r", "another").getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
        assertThat(code(sendBack(order, "r2", "broken"))).isEqualTo("NOT_RETURNABLE");
        assertThat(cancel(order, buyer, "r").getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
    }

    @Test
    void shippingAndCancellingAtTheSameTimeEndsInOneOfThem() throws Exception {
        for (var round = 0; round < 5; round++) {
            var deal = aRunningDeal(20, 1);
            var buyers = IntStream.range(0, 10).mapToObj(i -> UUID.randomUUID()).toList();
            var orders = buyers.stream().map(b -> aPaidOrder(deal, b)).toList();
            orders.forEach(this::longAgo);

            var answers = atOnce(12, i -> {
                if (i >= 10) {
                    progressOrders.progress();
                    return null;
                }
                return insist(() -> cancel(orders.get(i), buyers.get(i), "c"));
            });

            for (var i = 0; i < 10; i++) {
                var cancelled = answers.get(i).getStatusCode() == HttpStatus.CREATED;
                assertThat(statusOf(orders.get(i))).isEqualTo(cancelled ? "CANCELLED" : "SHIPPED");
                assertThat(paymentsOf(orders.get(i))).containsExactly(cancelled ? "REFUND_DUE" : "SUCCEEDED");
            }
            assertThat(answers.subList(0, 10).stream()
                            .filter(a -> a.getStatusCode() != HttpStatus.CREATED)
                            .map(OrderServiceFixture::code))
                    .allMatch("NOT_CANCELLABLE"::equals);
        }
    }

    private UUID aDeliveredOrder(UUID deal) {
        var order = aPaidOrder(deal, buyer);
        deliver(order);
        return order;
    }

    private void deliver(UUID order) {
        for (var step = 0; step < 2; step++) {
            longAgo(order);
            progressOrders.progress();
        }
        assertThat(statusOf(order)).isEqualTo("DELIVERED");
    }

    private void longAgo(UUID order) {
        jdbc.sql("update orders set entered_at = sysdate(6) - interval 3 day where order_id = ?")
                .param(order)
                .update();
    }

    private ResponseEntity<Map<String, Object>> sendBack(UUID order, String key, String reason) {
        return call(HttpMethod.POST, "/api/v1/orders/" + order + "/returns", buyer, key, Map.of("reason", reason));
    }
}
