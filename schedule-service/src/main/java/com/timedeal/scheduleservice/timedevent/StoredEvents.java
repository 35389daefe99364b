package com.timedeal.scheduleservice.timedevent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes events into the caller's transaction, each name of a reference once. */
@Component
class StoredEvents {

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final FiringSettings settings;

    StoredEvents(JdbcClient jdbc, ObjectMapper json, FiringSettings settings) {
        this.jdbc = jdbc;
        this.json = json;
        this.settings = settings;
    }

    /** An event that is there already stays as it is; nothing is stored for a reference that was cancelled. */
    void storeIfAbsent(UUID reference, List<TimedEvent> events) {
        if (lockedAndCancelled(reference)) {
            return;
        }
        for (var event : events) {
            jdbc.sql("""
                            insert into timed_event (id, reference, name, due_at, body)
                            values (?, ?, ?, ?, ?)
                            on duplicate key update id = id
                            """)
                    .params(
                            TimeOrderedIds.next(),
                            reference,
                            event.name(),
                            DatabaseClock.toColumn(event.dueAt()),
                            body(event))
                    .update();
        }
    }

    /**
     * Forgets events that fired long ago, each with its reference; only for names whose references have one event.
     *
     * @return how many
     */
    int forgetFired(Collection<String> names, int atMost) {
        // By now(), which an index can be searched for.
        var old = jdbc.sql("""
                        select reference from timed_event
                        where fired_at < now(6) - interval :seconds second and name in (:names)
                        limit :most
                        """)
                .param("seconds", settings.keepRecurring().toSeconds())
                .param("names", names)
                .param("most", atMost)
                .query(UUID.class)
                .list();
        if (!old.isEmpty()) {
            jdbc.sql("delete from timed_event where reference in (:old)")
                    .param("old", old)
                    .update();
            jdbc.sql("delete from timed_reference where id in (:old)")
                    .param("old", old)
                    .update();
        }
        return old.size();
    }

    /** The row lock makes scheduling and cancelling of one reference take turns; otherwise each could miss the other. */
    private boolean lockedAndCancelled(UUID reference) {
        jdbc.sql("insert into timed_reference (id) values (?) on duplicate key update id = id")
                .param(reference)
                .update();
        return jdbc.sql("select cancelled_at is not null from timed_reference where id = ? for update")
                .param(reference)
                .query(Boolean.class)
                .single();
    }

    private String body(TimedEvent event) {
        try {
            return json.writeValueAsString(event.payload());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Not a message: " + event.payload().getClass(), e);
        }
    }
}
