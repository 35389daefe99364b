package com.timedeal.scheduleservice.timedevent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.servicedefaults.database.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The events that wait, as the database sees them. */
@Component
class DueEvents {

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final FiringSettings settings;

    DueEvents(JdbcClient jdbc, ObjectMapper json, FiringSettings settings) {
        this.jdbc = jdbc;
        this.json = json;
        this.settings = settings;
    }

    /**
     * @param now the database's time
     * @param dueAt of the event that is due first; null when none waits
     */
    record Next(LocalDateTime now, LocalDateTime dueAt) {

        /** @return how long it is until then; zero or negative when it is due. Not for a null {@code dueAt}. */
        Duration left() {
            return Duration.between(now, dueAt);
        }
    }

    record Due(UUID id, String name, JsonNode payload) {}

    Next next() {
        return jdbc.sql("""
                        select sysdate(6) as now,
                               (select min(due_at) from timed_event where fired_at is null and cancelled_at is null) as due_at
                        """).query(Next.class).single();
    }

    /**
     * Locks a batch of what was due at a time that has passed, in order, but for what another instance has locked. In a transaction.
     *
     * @param time a parameter, since no index can be searched for {@code sysdate()}
     */
    List<Due> lockDueAt(LocalDateTime time) {
        return jdbc.sql("""
                        select id, name, body
                        from timed_event
                        where fired_at is null and cancelled_at is null and due_at <= ?
                        order by due_at
                        limit ?
                        for update skip locked
                        """)
                .params(time, settings.batch())
                .query((row, number) -> {
                    var id = row.getObject("id", UUID.class);
                    return new Due(id, row.getString("name"), payload(id, row.getString("body")));
                })
                .list();
    }

    void markFired(UUID id, Instant firedAt, UUID messageId) {
        jdbc.sql("""
                        update timed_event set fired_at = ?, message_id = ?
                        where id = ? and fired_at is null and cancelled_at is null
                        """).params(DatabaseClock.toColumn(firedAt), messageId, id).update();
    }

    private JsonNode payload(UUID id, String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Event " + id + " holds no JSON", e);
        }
    }
}
