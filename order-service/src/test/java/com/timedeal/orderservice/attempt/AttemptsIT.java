package com.timedeal.orderservice.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.orderservice.FakeProductService.Mood;
import com.timedeal.orderservice.OrderServiceFixture;
import com.timedeal.servicedefaults.database.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class AttemptsIT extends OrderServiceFixture {

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    Attempts attempts;

    @Autowired
    ForgetAttempts forgetAttempts;

    @Autowired
    Transactions transactions;

    @Autowired
    MeterRegistry meters;

    @Test
    void whatWasRefusedCanBeReadLaterNewestFirst() {
        var lamp = PRODUCT_SERVICE.aProduct(1);
        place("k1", null);
        place("k2", lamp, 2);
        place("k3", UUID.randomUUID(), 1);
        PRODUCT_SERVICE.is(Mood.BUSY);
        place("k4", lamp, 1);
        PRODUCT_SERVICE.is(Mood.WELL);
        assertThat(place("k5", lamp, 1).getStatusCode()).isEqualTo(HttpStatus.CREATED);

        var listed = attempts(buyer, "");

        assertThat(listed)
                .extracting(attempt -> attempt.get("reason"))
                .containsExactly("SERVICE_UNAVAILABLE", "UNKNOWN_PRODUCT", "INSUFFICIENT_STOCK", "WISHLIST_EMPTY");
        assertThat(listed)
                .allSatisfy(attempt ->
                        assertThat(attempt).containsEntry("kind", "WISHLIST").containsKey("attemptedAt"));
        assertThat(listed.get(2)).containsEntry("detail", lamp + ": 2 asked for, 1 left");
        assertThat(jdbc.sql("select status from orders where order_id = ?")
                        .param(listed.get(2).get("orderId"))
                        .query(String.class)
                        .single())
                .isEqualTo("REJECTED");
        assertThat(listed.getLast()).doesNotContainKey("orderId");
        assertThat(attempts(buyer, "?page=1&size=1"))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt).containsEntry("reason", "UNKNOWN_PRODUCT"));
    }

    @Test
    void showsAttemptsToTheirOwnerOnly() {
        place("k", null);

        assertThat(attempts(buyer, "")).hasSize(1);
        assertThat(attempts(UUID.randomUUID(), "")).isEmpty();
    }

    @Test
    void staysWhenWhatFailedIsRolledBack() {
        assertThatThrownBy(() -> transactions.run(() -> {
                    throw new IllegalStateException("declined");
                }))
                .isInstanceOf(IllegalStateException.class);
        attempts.note(buyer, Attempt.Kind.PAYMENT, UUID.randomUUID(), "PAYMENT_DECLINED", "x".repeat(1_000));

        assertThat(attempts(buyer, ""))
                .singleElement()
                .satisfies(attempt ->
                        assertThat(attempt).containsEntry("kind", "PAYMENT").containsEntry("detail", "x".repeat(500)));
    }

    @Test
    void anAttemptThatCannotBeNotedIsCountedAndNobodysProblem() {
        var before = meters.get("timedeal.attempts.lost").counter().count();

        attempts.note(buyer, Attempt.Kind.PAYMENT, null, null, null);
        // Nor may it become part of a transaction that may be rolled back.
        transactions.run(() -> attempts.note(buyer, Attempt.Kind.PAYMENT, null, "PAYMENT_DECLINED", null));

        assertThat(meters.get("timedeal.attempts.lost").counter().count() - before)
                .isEqualTo(2);
        assertThat(attempts(buyer, "")).isEmpty();
    }

    @Test
    void forgetsOldOnesInSeveralBitesAndNoOthers() {
        attempts.note(buyer, Attempt.Kind.WISHLIST, null, "WISHLIST_EMPTY", null);
        jdbc.sql("""
                        insert into order_attempt (attempt_id, user_id, kind, reason, attempted_at)
                        select uuid(), :buyer, 'WISHLIST', 'OLD', sysdate(6) - interval 31 day from seq_1_to_2500
                        """).param("buyer", buyer).update();

        forgetAttempts.forget();

        assertThat(attempts(buyer, ""))
                .extracting(attempt -> attempt.get("reason"))
                .containsExactly("WISHLIST_EMPTY");
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> attempts(UUID user, String query) {
        var answer = call(HttpMethod.GET, "/api/v1/orders/attempts" + query, user, null, null);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        return (List<Map<String, Object>>) answer.getBody().get("items");
    }

    private ResponseEntity<Map<String, Object>> place(String key, UUID product, long quantity) {
        return place(key, List.of(Map.of("productId", product, "quantity", quantity)));
    }

    private ResponseEntity<Map<String, Object>> place(String key, List<Map<String, Object>> items) {
        var body = new HashMap<String, Object>();
        body.put(
                "address",
                Map.of("recipient", "홍길동", "phone", "010-1234-5678", "zipCode", "04524", "line1", "세종대로 110"));
        if (items != null) {
            body.put("items", items);
        }
        return call(HttpMethod.POST, "/api/v1/orders", buyer, key, body);
    }
}
