package com.timedeal.orderservice.attempt;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes failed attempts, each in a transaction of its own: what failed may have been rolled back, its story must not be. */
@Component
public class Attempts {

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    private static final int REASON_LENGTH = 40;
    private static final int DETAIL_LENGTH = 500;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Counter lost;

    Attempts(JdbcClient jdbc, Transactions transactions, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.lost = Counter.builder("timedeal.attempts.lost")
                .description("Failed attempts that could not be noted")
                .register(meters);
    }

    /**
     * Notes a failed attempt; call it after the transaction that failed or decided so, never inside one. Never throws: an
     * attempt that cannot be noted is logged and counted, because its caller has an answer to give all the same.
     *
     * @param orderId null when it did not come to an order
     * @param reason a code, as the caller is told it
     * @param detail for people; may be null; cut off after 500 characters
     */
    public void note(UUID userId, Attempt.Kind kind, UUID orderId, String reason, String detail) {
        try {
            // The limit is for whoever waits for the answer: a table nobody else writes to has no reason to be slow.
            transactions.run(() -> jdbc.sql("""
                            set statement max_statement_time = 0.5 for
                            insert into order_attempt
                                (attempt_id, user_id, kind, order_id, reason, detail, attempted_at)
                            values (?, ?, ?, ?, ?, ?, sysdate(6))
                            """)
                    .params(
                            TimeOrderedIds.next(),
                            userId,
                            kind.name(),
                            orderId,
                            atMost(REASON_LENGTH, reason),
                            atMost(DETAIL_LENGTH, detail))
                    .update());
        } catch (RuntimeException e) {
            lost.increment();
            log.warn("A failed attempt could not be noted: {} {} of order {}: {}", kind, reason, orderId, e.toString());
        }
    }

    /** Newest first. */
    List<Attempt> pageOf(UUID userId, int size, long offset) {
        return jdbc.sql("select * from order_attempt where user_id = ? order by attempt_id desc limit ? offset ?")
                .params(userId, size, offset)
                .query(Attempts::attempt)
                .list();
    }

    long countOf(UUID userId) {
        return jdbc.sql("select count(*) from order_attempt where user_id = ?")
                .param(userId)
                .query(Long.class)
                .single();
    }

    private static Attempt attempt(ResultSet row, int n) throws SQLException {
        return new Attempt(
                row.getObject("attempt_id", UUID.class),
                Attempt.Kind.valueOf(row.getString("kind")),
                row.getObject("order_id", UUID.class),
                row.getString("reason"),
                row.getString("detail"),
                DatabaseClock.toInstant(row.getTimestamp("attempted_at")));
    }

    private static String atMost(int length, String text) {
        return text == null || text.length() <= length ? text : text.substring(0, length);
    }
}
