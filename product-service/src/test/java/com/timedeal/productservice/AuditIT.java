package com.timedeal.productservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.servicedefaults.audit.AuditReport;
import com.timedeal.servicedefaults.audit.SeededBug;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;

/** Each invariant sees what breaks it. */
class AuditIT extends ProductServiceFixture {

    @ParameterizedTest
    @MethodSource("bugs")
    void sees(SeededBug bug) {
        var product = aProduct(10);

        bug.isSeenBy(audit, jdbc, Map.of("product", product, "deal", aDeal(product), "new", UUID.randomUUID()));
    }

    @Test
    void noInvariantIsLeftOut() {
        assertThat(bugs().map(SeededBug::invariant))
                .containsExactlyInAnyOrderElementsOf(audit.evaluate().invariants().stream()
                        .map(AuditReport.Finding::id)
                        .toList());
    }

    static Stream<SeededBug> bugs() {
        return Stream.of(
                deal("I1-product", "quantity = quantity + 1", "quantity = quantity - 1"),
                stock("I2", "available = available - 100", "available = available + 100"),
                stock("I3", "available = available + 1", "available = available - 1"),
                new SeededBug(
                        "I4",
                        List.of(
                                "insert into stock_reservation (order_id, state) values (:new, 'RESERVED')",
                                "insert into stock_reservation_line (order_id, product_id, quantity)"
                                        + " values (:new, :product, 1)"),
                        List.of(
                                "delete from stock_reservation_line where order_id = :new",
                                "delete from stock_reservation where order_id = :new")),
                deal(
                        "I6",
                        "settled_at = sysdate(6), sold = 1, held = 1, unsold = 1",
                        "settled_at = null, sold = null, held = null, unsold = null"),
                new SeededBug(
                        "I8",
                        List.of("insert into deal_transition (deal_id, status) values (:deal, 'CLOSED')"),
                        List.of("delete from deal_transition where deal_id = :deal and status = 'CLOSED'")),
                deal("I13-deal", "opens_at = opens_at - interval 2 hour", "opens_at = opens_at + interval 2 hour"),
                new SeededBug(
                        "I13-quantity",
                        List.of(
                                "insert into deal_quantity_change (change_id, deal_id, from_units, to_units, state, started_at)"
                                        + " values (:new, :deal, 5, 4, 'STARTED', sysdate(6) - interval 1 minute)"),
                        List.of("delete from deal_quantity_change where change_id = :new")),
                new SeededBug(
                        "I17-product",
                        List.of("insert into deal_return (order_id, deal_id, product_id, units, cause)"
                                + " values (:new, :deal, :product, 1, 'EXPIRED')"),
                        List.of("delete from deal_return where order_id = :new")),
                // Nobody has a queue for it, so that the broker returns it each time.
                new SeededBug(
                        "I25",
                        List.of("insert into outbox (message_id, name, body, occurred_at)"
                                + " values (:new, 'nobody.listens', '{}', sysdate(6))"),
                        List.of("delete from outbox where message_id = :new")));
    }

    private static SeededBug deal(String invariant, String breaks, String mends) {
        return SeededBug.row(invariant, "deal", "deal_id = :deal", breaks, mends);
    }

    private static SeededBug stock(String invariant, String breaks, String mends) {
        return SeededBug.row(invariant, "stock", "product_id = :product", breaks, mends);
    }

    private UUID aDeal(UUID product) {
        var opensAt = Instant.now().plusSeconds(3_600);
        var request = new HashMap<String, Object>();
        request.put("productId", product);
        request.put("dealPrice", 5_000);
        request.put("quantity", 5);
        request.put("perUserLimit", 1);
        request.put("opensAt", opensAt.toString());
        request.put("closesAt", opensAt.plusSeconds(600).toString());
        var answer =
                asSeller(HttpMethod.POST, "/api/v1/deals", UUID.randomUUID().toString(), request);
        return UUID.fromString((String) answer.getBody().get("dealId"));
    }
}
