package com.timedeal.orderservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.timedeal.orderservice.allotment.Allotment;
import com.timedeal.orderservice.allotment.AllotmentTerms;
import com.timedeal.orderservice.allotment.Allotments;
import com.timedeal.orderservice.cancellation.ExpiryOf;
import com.timedeal.orderservice.deal.DealsOf;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Orders to pay for, to cancel and to send back. */
public abstract class LifeCycleFixture extends OrderServiceFixture {

    protected static final long PRICE = 5_000;

    protected static final Map<String, Object> ADDRESS = Map.of(
            "recipient", "홍길동",
            "phone", "010-1234-5678",
            "zipCode", "04524",
            "line1", "서울특별시 중구 세종대로 110");

    @Autowired
    protected Allotments allotments;

    @Autowired
    protected Transactions transactions;

    @Autowired
    protected DatabaseClock clock;

    @Autowired
    protected ApplicationContext context;

    protected UUID aRunningDeal(long units, int limit) {
        var deal = UUID.randomUUID();
        var now = clock.now();
        transactions.run(() -> allotments.create(AllotmentTerms.ofDeal(
                deal,
                UUID.randomUUID(),
                UUID.randomUUID(),
                "Lamp",
                PRICE,
                units,
                limit,
                now.minusSeconds(10),
                now.plus(Duration.ofMinutes(10)))));
        return deal;
    }

    protected ResponseEntity<Map<String, Object>> purchase(UUID deal, UUID buyer, String key, int quantity) {
        return call(HttpMethod.POST, "/api/v1/deals/" + deal + "/orders", buyer, key, Map.of("quantity", quantity));
    }

    /** A deal order of one unit, not paid for; waits for units that have just come back and rest. */
    protected UUID anOrder(UUID deal, UUID buyer) {
        return anOrder(deal, buyer, UUID.randomUUID().toString());
    }

    protected UUID anOrder(UUID deal, UUID buyer, String key) {
        var answer = await().until(
                        () -> purchase(deal, buyer, key, 1), found -> found.getStatusCode() == HttpStatus.CREATED);
        return UUID.fromString((String) orderId(answer));
    }

    /** A deal order of one unit, not paid for, of a deal of its own with ten units. */
    protected UUID anOrder(UUID buyer) {
        return anOrder(aRunningDeal(10, 5), buyer);
    }

    protected UUID aWishlistOrder(UUID buyer, UUID product, long quantity) {
        var answer = call(
                HttpMethod.POST,
                "/api/v1/orders",
                buyer,
                UUID.randomUUID().toString(),
                Map.of("address", ADDRESS, "items", List.of(Map.of("productId", product, "quantity", quantity))));
        assertThat(answer.getStatusCode()).as("%s", answer.getBody()).isEqualTo(HttpStatus.CREATED);
        return UUID.fromString((String) orderId(answer));
    }

    protected ResponseEntity<Map<String, Object>> pay(UUID order, UUID buyer, String key, String token) {
        return pay(order, buyer, key, token, "CARD", PRICE);
    }

    protected ResponseEntity<Map<String, Object>> pay(
            UUID order, UUID buyer, String key, String token, Object method, Object amount) {
        var body = new HashMap<String, Object>();
        body.put("method", method);
        body.put("amount", amount);
        if (token != null) {
            body.put("token", token);
        }
        return call(HttpMethod.POST, "/api/v1/orders/" + order + "/payments", buyer, key, body);
    }

    /** A deal order of one unit that is paid for. */
    protected UUID aPaidOrder(UUID deal, UUID buyer) {
        var order = anOrder(deal, buyer);
        assertThat(insist(() -> pay(order, buyer, "pay", null)).getStatusCode()).isEqualTo(HttpStatus.CREATED);
        return order;
    }

    protected ResponseEntity<Map<String, Object>> cancel(UUID order, UUID buyer, String key) {
        return call(HttpMethod.POST, "/api/v1/orders/" + order + "/cancellation", buyer, key, null);
    }

    /** As clients are told to: after a 503 ask again with the same key. */
    protected static ResponseEntity<Map<String, Object>> insist(Supplier<ResponseEntity<Map<String, Object>>> call) {
        return Stream.generate(call)
                .limit(30)
                .dropWhile(answer -> answer.getStatusCode() == HttpStatus.SERVICE_UNAVAILABLE)
                .findFirst()
                .orElseThrow();
    }

    protected void timeIsOverFor(UUID order) {
        jdbc.sql("update orders set payment_due_at = sysdate(6) where order_id = ?")
                .param(order)
                .update();
        jdbc.sql("update payment set started_at = started_at - interval 1 minute where order_id = ?")
                .param(order)
                .update();
    }

    protected String statusOf(UUID order) {
        return jdbc.sql("select status from orders where order_id = ?")
                .param(order)
                .query(String.class)
                .single();
    }

    protected List<String> paymentsOf(UUID order) {
        return jdbc.sql("select status from payment where order_id = ? order by started_at")
                .param(order)
                .query(String.class)
                .list();
    }

    /** How often the provider took money for an order, whether or not it went back. */
    protected long chargesOf(UUID order) {
        return jdbc.sql("select count(*) from simulated_charge where order_id = ? and charged_at is not null")
                .param(order)
                .query(Long.class)
                .single();
    }

    /** Makes the next look of a sweeper find the payments of an order. */
    protected void askNowAbout(UUID order) {
        jdbc.sql("update payment set ask_at = sysdate(6) where order_id = ? and ask_at is not null")
                .param(order)
                .update();
    }

    /** Ends the time of a deal and settles it. */
    protected void close(UUID deal) {
        jdbc.sql("update allotment set closes_at = sysdate(6) where allotment_id = ?")
                .param(deal)
                .update();
        DealsOf.settle(context, deal);
    }

    protected void expireNow(UUID order) {
        timeIsOverFor(order);
        ExpiryOf.unpaidOrders(context);
        assertThat(statusOf(order)).isEqualTo("EXPIRED");
    }

    protected long remaining(UUID deal) {
        return jdbc.sql("select remaining from allotment where allotment_id = ?")
                .param(deal)
                .query(Long.class)
                .single();
    }

    protected int bought(UUID deal, UUID buyer) {
        return allotments
                .buyersAmong(deal, List.of(buyer))
                .getOrDefault(buyer, Allotment.Buyer.NEW)
                .bought();
    }

    protected List<String> releasesOf(UUID order) {
        return jdbc.sql("select body from outbox where name = 'stock.release-requested' and body like ?")
                .param("%" + order + "%")
                .query(String.class)
                .list();
    }

    /** How many the database has met since it started. */
    protected long deadlocks() {
        return jdbc.sql("select variable_value from information_schema.global_status"
                        + " where variable_name = 'INNODB_DEADLOCKS'")
                .query(Long.class)
                .single();
    }
}
