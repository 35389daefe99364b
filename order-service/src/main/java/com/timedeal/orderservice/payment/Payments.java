package com.timedeal.orderservice.payment;

import com.timedeal.orderservice.provider.PaymentMethod;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The payment table. Whoever decides about a payment has locked its order before; every change of state names the state it
 * leaves.
 */
@Component
public class Payments {

    private final JdbcClient jdbc;
    private final PaymentSettings settings;

    Payments(JdbcClient jdbc, PaymentSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    Optional<Payment> byKey(UUID userId, UUID orderId, IdempotencyKey key) {
        return jdbc.sql("select * from payment where user_id = ? and order_id = ? and idempotency_key = ?")
                .params(userId, orderId, key.value())
                .query(Payments::map)
                .optional();
    }

    /** The one that is started or has succeeded; there is never a second. */
    Optional<Payment> live(UUID orderId) {
        return jdbc.sql("select * from payment where order_id = ? and live = 1")
                .param(orderId)
                .query(Payments::map)
                .optional();
    }

    Optional<Payment> find(UUID paymentId) {
        return jdbc.sql("select * from payment where payment_id = ?")
                .param(paymentId)
                .query(Payments::map)
                .optional();
    }

    /** Newest first. */
    List<Payment> of(UUID userId, UUID orderId) {
        return jdbc.sql("select * from payment where user_id = ? and order_id = ? order by started_at desc, payment_id")
                .params(userId, orderId)
                .query(Payments::map)
                .list();
    }

    void insert(Payment payment, IdempotencyKey key) {
        jdbc.sql("""
                        insert into payment
                            (payment_id, order_id, user_id, idempotency_key, request_hash, method, amount, status, pay_by,
                             started_at, ask_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        payment.paymentId(),
                        payment.orderId(),
                        payment.userId(),
                        key.value(),
                        payment.requestHash(),
                        payment.method().name(),
                        payment.amount(),
                        payment.status().name(),
                        DatabaseClock.toColumn(payment.payBy()),
                        DatabaseClock.toColumn(payment.startedAt()),
                        DatabaseClock.toColumn(payment.startedAt().plus(settings.askAfter())))
                .update();
    }

    /**
     * Changes nothing when the payment is not in the state to be left.
     *
     * @param reason null to leave it as it is
     * @return whether it was
     */
    boolean move(UUID paymentId, PaymentStatus from, PaymentStatus to, String reason, Instant now) {
        if (!from.mayBecome(to)) {
            throw new IllegalArgumentException(from + " does not become " + to);
        }
        return jdbc.sql("""
                                update payment
                                set status = :to, reason = coalesce(:reason, reason), asked = 0,
                                    settled_at = coalesce(settled_at, :now),
                                    refund_due_at = if(:to = 'REFUND_DUE', :now, refund_due_at),
                                    refunded_at = if(:to = 'REFUNDED', :now, null),
                                    ask_at = if(:to = 'REFUND_DUE', :now, null)
                                where payment_id = :id and status = :from
                                """)
                        .param("to", to.name())
                        .param("from", from.name())
                        .param("reason", reason)
                        .param("now", DatabaseClock.toColumn(now))
                        .param("id", paymentId)
                        .update()
                == 1;
    }

    /**
     * Has the money of an order go back, in the caller's transaction; the order must be locked. What is started meanwhile is
     * settled as a refund by itself, if it succeeds.
     *
     * @param reason UPPER_SNAKE
     * @return whether there was any
     */
    public boolean refund(UUID orderId, String reason, Instant now) {
        return live(orderId)
                .filter(payment -> payment.status() == PaymentStatus.SUCCEEDED)
                .map(payment ->
                        move(payment.paymentId(), PaymentStatus.SUCCEEDED, PaymentStatus.REFUND_DUE, reason, now))
                .orElse(false);
    }

    /** Which of these orders are being paid for just now, so that they should not expire under it. */
    public Set<UUID> inFlight(Collection<UUID> orderIds, Instant now) {
        return Set.copyOf(jdbc.sql("""
                        select order_id from payment
                        where order_id in (:ids) and status = 'STARTED' and started_at > :since
                        """)
                .param("ids", orderIds)
                .param("since", DatabaseClock.toColumn(now.minus(settings.inFlight())))
                .query(UUID.class)
                .list());
    }

    /** Payments in that state about which the provider should be asked. By {@code now()}, which an index can be searched for. */
    List<Open> toAsk(PaymentStatus status, int atMost) {
        return jdbc.sql("""
                        select payment_id, order_id, amount, asked from payment
                        where status = ? and ask_at <= now(6)
                        order by ask_at limit ?
                        """).params(status.name(), atMost).query(Open.class).list();
    }

    /**
     * Takes a question on, for one of several who look, and puts the next one off: twice as long each time.
     *
     * @return false when somebody else has
     */
    boolean takeOn(Open open, PaymentStatus status) {
        var wait = Duration.ofNanos(
                Math.min(settings.askAtMost().toNanos(), settings.askAfter().toNanos() << Math.min(open.asked(), 20)));
        return jdbc.sql("""
                                update payment set asked = asked + 1, ask_at = sysdate(6) + interval ? microsecond
                                where payment_id = ? and status = ? and asked = ? and ask_at <= sysdate(6)
                                """)
                        .params(wait.toNanos() / 1_000, open.paymentId(), status.name(), open.asked())
                        .update()
                == 1;
    }

    /** @param amount won @param asked how often the provider was turned to about it in this state */
    record Open(UUID paymentId, UUID orderId, long amount, int asked) {}

    private static Payment map(ResultSet row, int n) throws SQLException {
        return new Payment(
                row.getObject("payment_id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getObject("user_id", UUID.class),
                PaymentStatus.valueOf(row.getString("status")),
                PaymentMethod.valueOf(row.getString("method")),
                row.getLong("amount"),
                row.getString("reason"),
                DatabaseClock.toInstant(row.getTimestamp("pay_by")),
                DatabaseClock.toInstant(row.getTimestamp("started_at")),
                row.getBytes("request_hash"));
    }
}
