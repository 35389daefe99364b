package com.timedeal.orderservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.servicedefaults.audit.AuditReport;
import com.timedeal.servicedefaults.audit.SeededBug;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Each invariant sees what breaks it. */
class AuditIT extends LifeCycleFixture {

    /** {@code CouponInvariantsIT} breaks these. */
    private static final List<String> OF_COUPONS = List.of("I20", "I20-person", "I20-window", "I21", "I21-discount");

    @Autowired
    private DataSourceProperties database;

    @ParameterizedTest
    @MethodSource("bugs")
    void sees(SeededBug bug) {
        var deal = aRunningDeal(10, 5);
        var order = aPaidOrder(deal, UUID.randomUUID());

        bug.isSeenBy(audit, asOwner(), Map.of("deal", deal, "order", order, "new", UUID.randomUUID()));
    }

    /** Whoever may also change tables; the service itself may not. */
    private JdbcClient asOwner() {
        return JdbcClient.create(new DriverManagerDataSource(
                database.determineUrl(),
                System.getProperty("TIMEDEAL_DB_MIGRATION_USER"),
                System.getProperty("TIMEDEAL_DB_MIGRATION_PASSWORD")));
    }

    @Test
    void noInvariantIsLeftOut() {
        assertThat(Stream.concat(bugs().map(SeededBug::invariant), OF_COUPONS.stream()))
                .containsExactlyInAnyOrderElementsOf(audit.evaluate().invariants().stream()
                        .map(AuditReport.Finding::id)
                        .toList());
    }

    static Stream<SeededBug> bugs() {
        return Stream.of(
                order("O1", "units = units + 1", "units = units - 1"),
                allotment("I1", "remaining = remaining - 1", "remaining = remaining + 1"),
                new SeededBug(
                        "I1-change",
                        List.of("insert into allotment_unit_change (change_id, allotment_id, units, changed_at)"
                                + " select :new, allotment_id, initial_units, sysdate(6) from allotment"
                                + " where allotment_id = :deal"),
                        List.of("delete from allotment_unit_change where change_id = :new")),
                allotment("I2", "remaining = remaining - 100", "remaining = remaining + 100"),
                order(
                        "I5",
                        "status = 'PAYMENT_DUE', payment_due_at = payment_due_at - interval 1 day",
                        "status = 'PAID', payment_due_at = payment_due_at + interval 1 day"),
                order("I9", "placed_at = placed_at - interval 1 hour", "placed_at = placed_at + interval 1 hour"),
                order(
                        "I13",
                        "status = 'PENDING', placed_at = placed_at - interval 3 minute",
                        "status = 'PAID', placed_at = placed_at + interval 3 minute"),
                allotment(
                        "I13-allotment",
                        "closes_at = closes_at - interval 11 minute",
                        "closes_at = closes_at + interval 11 minute"),
                order("I14", "status = 'SHIPPED'", "status = 'PAID'"),
                SeededBug.row(
                        "I15", "allotment_buyer", "allotment_id = :deal", "bought = bought + 1", "bought = bought - 1"),
                order("I16", "total = total - 1", "total = total + 1"),
                order("I17", "units_back_to = 'STOCK'", "units_back_to = null"),
                twoLivePayments(),
                payment("P2", "status = 'FAILED'", "status = 'SUCCEEDED'"),
                payment(
                        "P3",
                        "status = 'REFUND_DUE', refund_due_at = sysdate(6) - interval 3 minute",
                        "status = 'SUCCEEDED', refund_due_at = null"),
                new SeededBug(
                        "P4",
                        List.of(
                                "update orders set entered_at = entered_at - interval 3 minute where order_id = :order",
                                "update payment set status = 'STARTED' where order_id = :order"),
                        List.of("update payment set status = 'SUCCEEDED' where order_id = :order")),
                new SeededBug(
                        "P5",
                        List.of("insert into simulated_charge (payment_id, order_id, amount, state)"
                                + " values (:new, :order, 1, 'CHARGED')"),
                        List.of("delete from simulated_charge where payment_id = :new")),
                SeededBug.row("P6", "simulated_charge", "order_id = :order", "state = 'REFUNDED'", "state = 'CHARGED'"),
                // Nobody has a queue for it, so that the broker returns it each time.
                new SeededBug(
                        "I25",
                        List.of("insert into outbox (message_id, name, body, occurred_at)"
                                + " values (:new, 'nobody.listens', '{}', sysdate(6))"),
                        List.of("delete from outbox where message_id = :new")));
    }

    /** The key that forbids them is away for a moment. */
    private static SeededBug twoLivePayments() {
        return new SeededBug(
                "P1",
                List.of("alter table payment drop key one_live_payment, add key meanwhile (order_id)", """
                        insert into payment
                            (payment_id, order_id, user_id, idempotency_key, request_hash, method, amount, status, pay_by,
                             started_at)
                        select :new, order_id, user_id, 'second', request_hash, method, amount, status, pay_by, started_at
                        from payment where order_id = :order
                        """),
                List.of(
                        "delete from payment where payment_id = :new",
                        "alter table payment drop key meanwhile,"
                                + " add constraint one_live_payment unique (order_id, live)"));
    }

    private static SeededBug order(String invariant, String breaks, String mends) {
        return SeededBug.row(invariant, "orders", "order_id = :order", breaks, mends);
    }

    private static SeededBug allotment(String invariant, String breaks, String mends) {
        return SeededBug.row(invariant, "allotment", "allotment_id = :deal", breaks, mends);
    }

    private static SeededBug payment(String invariant, String breaks, String mends) {
        return SeededBug.row(invariant, "payment", "order_id = :order", breaks, mends);
    }
}
