package com.timedeal.scheduleservice.timedevent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.messaging.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Fires what is due by the database's clock: marks it and leaves its message in the outbox, in one transaction.
 *
 * <p>Any number of instances may do this at once; a row that another one holds is passed over.
 */
@Component
class FireDueEvents {

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final FiringSettings settings;

    FireDueEvents(
            JdbcClient jdbc,
            Transactions transactions,
            DatabaseClock clock,
            Outbox outbox,
            ObjectMapper json,
            FiringSettings settings) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.outbox = outbox;
        this.json = json;
        this.settings = settings;
    }

    /** What one look at the table came to. */
    sealed interface Round {

        record Fired(int events) implements Round {}

        /** Something is due, but another instance is at it. */
        record TakenByOthers() implements Round {}

        /** @param left from the moment the database was asked until the next event is due */
        record NotYet(Duration left) implements Round {}

        record NothingWaits() implements Round {}
    }

    Round fire() {
        var next = jdbc.sql("""
                        select sysdate(6) as now,
                               (select min(due_at) from timed_event where fired_at is null and cancelled_at is null) as due_at
                        """).query(NextDue.class).single();
        if (next.dueAt == null) {
            return new Round.NothingWaits();
        }
        var left = Duration.between(next.now, next.dueAt);
        if (left.isPositive()) {
            return new Round.NotYet(left);
        }
        int fired = transactions.call(() -> fireUntil(next.now));
        return fired == 0 ? new Round.TakenByOthers() : new Round.Fired(fired);
    }

    /** The clock reading is a parameter, since no index can be searched for {@code sysdate()}. */
    private int fireUntil(LocalDateTime now) {
        var due = jdbc.sql("""
                        select id, name, body
                        from timed_event
                        where fired_at is null and cancelled_at is null and due_at <= :now
                        order by due_at
                        limit :batch
                        for update skip locked
                        """)
                .param("now", now)
                .param("batch", settings.batch())
                .query(Due.class)
                .list();
        if (!due.isEmpty()) {
            var firedAt = clock.now();
            due.forEach(event -> fire(event, firedAt));
        }
        return due.size();
    }

    private void fire(Due event, Instant firedAt) {
        var messageId = outbox.append(event.name, firedAt, payload(event));
        jdbc.sql("""
                        update timed_event set fired_at = ?, message_id = ?
                        where id = ? and fired_at is null and cancelled_at is null
                        """)
                .params(DatabaseClock.toColumn(firedAt), messageId, event.id)
                .update();
    }

    private JsonNode payload(Due event) {
        try {
            return json.readTree(event.body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Event " + event.id + " holds no JSON", e);
        }
    }

    record NextDue(LocalDateTime now, LocalDateTime dueAt) {}

    record Due(UUID id, String name, String body) {}
}
