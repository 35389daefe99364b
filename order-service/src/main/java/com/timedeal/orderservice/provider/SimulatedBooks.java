package com.timedeal.orderservice.provider;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The books of the simulated provider, over connections of their own that commit each statement: whatever happens to our
 * transactions or our process, the provider has done what it has done. All instances see the same books.
 */
class SimulatedBooks implements AutoCloseable {

    private final HikariDataSource connections;
    private final JdbcClient jdbc;

    SimulatedBooks(String url, String user, String password) {
        this.connections = new HikariDataSource();
        connections.setPoolName("simulated-provider");
        connections.setJdbcUrl(url);
        connections.setUsername(user);
        connections.setPassword(password);
        connections.setMaximumPoolSize(4);
        connections.setMinimumIdle(0);
        connections.setConnectionTimeout(1_000);
        // The schema may not be there yet; nothing is asked of it before the first payment.
        connections.setInitializationFailTimeout(-1);
        this.jdbc = JdbcClient.create((DataSource) connections);
    }

    /** Writes down that it was asked. @return how often so far, this time included */
    int hear(PaymentProvider.Charge charge) {
        jdbc.sql("""
                        insert into simulated_charge (payment_id, order_id, method, amount, token, state, calls)
                        values (?, ?, ?, ?, ?, 'NEW', 1)
                        on duplicate key update calls = calls + 1
                        """)
                .params(charge.paymentId(), charge.orderId(), charge.method().name(), charge.amount(), charge.token())
                .update();
        return jdbc.sql("select calls from simulated_charge where payment_id = ?")
                .param(charge.paymentId())
                .query(Integer.class)
                .single();
    }

    void charge(UUID paymentId) {
        jdbc.sql("update simulated_charge set state = 'CHARGED', charged_at = sysdate(6)"
                        + " where payment_id = ? and state = 'NEW'")
                .param(paymentId)
                .update();
    }

    void decline(UUID paymentId, String reason) {
        jdbc.sql("update simulated_charge set state = 'DECLINED', reason = ? where payment_id = ? and state = 'NEW'")
                .params(reason, paymentId)
                .update();
    }

    /** @param settlesAfter null when it waits for a deposit */
    void wait(UUID paymentId, Duration settlesAfter, int callbacks, boolean voidable) {
        var micros = settlesAfter == null ? null : settlesAfter.toNanos() / 1_000;
        jdbc.sql("""
                        update simulated_charge
                        set state = 'PENDING', voidable = :voidable, callbacks = :callbacks,
                            settles_at = sysdate(6) + interval :micros microsecond, callback_at = settles_at
                        where payment_id = :id and state = 'NEW'
                        """)
                .param("voidable", voidable)
                .param("callbacks", callbacks)
                .param("micros", micros)
                .param("id", paymentId)
                .update();
    }

    /** The money for a virtual account arrives. @return whether anybody waits for it */
    boolean deposit(UUID paymentId) {
        return jdbc.sql("""
                                update simulated_charge
                                set state = 'CHARGED', charged_at = sysdate(6), callbacks = 1, callback_at = sysdate(6)
                                where payment_id = ? and state = 'PENDING' and settles_at is null
                                """).param(paymentId).update() == 1;
    }

    ChargeOutcome find(UUID paymentId) {
        settleWhatIsDue();
        return jdbc.sql("select state, reason from simulated_charge where payment_id = ?")
                .param(paymentId)
                .query((row, n) -> outcome(row.getString("state"), row.getString("reason")))
                .optional()
                .orElseGet(ChargeOutcome.Unheard::new);
    }

    void abandon(UUID paymentId) {
        settleWhatIsDue();
        jdbc.sql("""
                        insert into simulated_charge (payment_id, state, reason) values (?, 'VOIDED', 'GIVEN_UP')
                        on duplicate key update
                            reason = if(state in ('NEW', 'PENDING') and voidable, 'GIVEN_UP', reason),
                            callbacks = if(state in ('NEW', 'PENDING') and voidable, 0, callbacks),
                            state = if(state in ('NEW', 'PENDING') and voidable, 'VOIDED', state)
                        """).param(paymentId).update();
    }

    /** @return how often a refund was asked for, this time included; empty when there is nothing of that amount to refund */
    Optional<Refund> refund(UUID paymentId, long amount) {
        jdbc.sql("update simulated_charge set refund_calls = refund_calls + 1 where payment_id = ?")
                .param(paymentId)
                .update();
        return jdbc.sql("""
                        select refund_calls as calls, token from simulated_charge
                        where payment_id = ? and amount = ? and state in ('CHARGED', 'REFUNDED')
                        """).params(paymentId, amount).query(Refund.class).optional();
    }

    void payBack(UUID paymentId) {
        jdbc.sql("update simulated_charge set state = 'REFUNDED', refunded_at = sysdate(6)"
                        + " where payment_id = ? and state = 'CHARGED'")
                .param(paymentId)
                .update();
    }

    /** Takes callbacks that are due, each for one caller only, however many look. */
    List<Callback> takeCallbacks() {
        settleWhatIsDue();
        return jdbc.sql("""
                        select payment_id, state, amount, reason, callbacks from simulated_charge
                        where callbacks > 0 and callback_at <= now(6) and state <> 'PENDING'
                        limit 50
                        """).query(Callback.class).list().stream()
                .filter(callback -> jdbc.sql(
                                        "update simulated_charge set callbacks = callbacks - 1 where payment_id = ? and callbacks = ?")
                                .params(callback.paymentId(), callback.callbacks())
                                .update()
                        == 1)
                .toList();
    }

    /** For one that did not get through. */
    void callAgainLater(UUID paymentId) {
        jdbc.sql("update simulated_charge set callbacks = callbacks + 1,"
                        + " callback_at = sysdate(6) + interval 2 second where payment_id = ?")
                .param(paymentId)
                .update();
    }

    private void settleWhatIsDue() {
        jdbc.sql("update simulated_charge set state = 'CHARGED', charged_at = sysdate(6)"
                        + " where state = 'PENDING' and settles_at <= sysdate(6)")
                .update();
    }

    private static ChargeOutcome outcome(String state, String reason) {
        return switch (state) {
            case "CHARGED", "REFUNDED" -> new ChargeOutcome.Charged();
            case "DECLINED", "VOIDED" -> new ChargeOutcome.Declined(reason);
            case "PENDING" -> new ChargeOutcome.Pending();
            case "NEW" -> new ChargeOutcome.Unheard();
            default -> throw new IllegalStateException("Not a state of a charge: " + state);
        };
    }

    @Override
    public void close() {
        connections.close();
    }

    record Refund(int calls, String token) {}

    /** @param state CHARGED, DECLINED or REFUNDED @param amount won */
    record Callback(UUID paymentId, String state, long amount, String reason, int callbacks) {}
}
