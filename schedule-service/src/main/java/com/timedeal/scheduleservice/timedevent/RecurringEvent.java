package com.timedeal.scheduleservice.timedevent;

import java.time.Instant;
import java.util.function.Function;

/**
 * An event that happens again and again; declared as a bean, it is kept going by this package.
 *
 * @param name of the message, which is also its routing key
 * @param next the first due time after an instant; asked with the database's time
 * @param payload what the message of a due time says: a record of ids and plain values
 */
public record RecurringEvent(String name, Function<Instant, Instant> next, Function<Instant, Object> payload) {

    TimedEvent after(Instant instant) {
        var dueAt = next.apply(instant);
        return new TimedEvent(name, dueAt, payload.apply(dueAt));
    }
}
