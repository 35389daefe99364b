package com.timedeal.scheduleservice.timedevent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes events into the caller's transaction, each name of a reference once. */
@Component
class StoredEvents {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    StoredEvents(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
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
