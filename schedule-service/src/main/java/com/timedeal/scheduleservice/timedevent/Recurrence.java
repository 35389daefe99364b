package com.timedeal.scheduleservice.timedevent;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.sweeping.Sweep;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps each recurring event waiting for its next due time. That row is written in the transaction in which the one before
 * fires, so that a crash loses neither; the due time is part of its key, so that several instances write it once.
 *
 * <p>One row waits at a time. After downtime it fires, late and once, and the next one lies in the future: what was missed
 * in between is not made up for one by one.
 */
@Component
class Recurrence {

    private static final int BITE = 500;

    private final List<RecurringEvent> recurringEvents;
    private final StoredEvents storedEvents;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final JdbcClient jdbc;

    Recurrence(
            List<RecurringEvent> recurringEvents,
            StoredEvents storedEvents,
            Transactions transactions,
            DatabaseClock clock,
            JdbcClient jdbc) {
        this.recurringEvents = List.copyOf(recurringEvents);
        this.storedEvents = storedEvents;
        this.transactions = transactions;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    /** Follows an event that has just been marked as fired, in the same transaction. */
    void follow(String name, Instant firedAt) {
        recurringEvents.stream().filter(event -> event.name().equals(name)).forEach(event -> storeNext(event, firedAt));
    }

    /**
     * Begins what was never begun, and mends what was broken: an instance with an older setting, which fired an event it
     * knows nothing of, or a setting that says "sooner" than the row that waits.
     */
    @Scheduled(fixedDelayString = "${timedeal.schedule.recurrence-interval}")
    void keepGoing() {
        Sweep.each(recurringEvents, event -> transactions.run(() -> storeNext(event, clock.now())));
    }

    /** What fired long ago is of no use any more; in bites, which hold no lock for long. */
    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
    void forget() {
        var names = recurringEvents.stream().map(RecurringEvent::name).toList();
        if (names.isEmpty()) {
            return;
        }
        int gone;
        do {
            gone = transactions.call(() -> storedEvents.forgetFired(names, BITE));
        } while (gone == BITE);
    }

    private void storeNext(RecurringEvent event, Instant now) {
        var next = event.after(now);
        if (!waits(next)) {
            storedEvents.storeIfAbsent(reference(next), List.of(next));
        }
    }

    /** Also one that is overdue: it will be followed when it fires. Two that wait would be two after downtime. */
    private boolean waits(TimedEvent next) {
        return jdbc.sql("""
                        select exists (
                            select 1 from timed_event
                            where name = ? and fired_at is null and cancelled_at is null and due_at <= ?
                        )
                        """)
                .params(next.name(), DatabaseClock.toColumn(next.dueAt()))
                .query(Boolean.class)
                .single();
    }

    /** The same for the same due time wherever it is computed. */
    private static UUID reference(TimedEvent event) {
        return UUID.nameUUIDFromBytes((event.name() + " " + event.dueAt()).getBytes(StandardCharsets.UTF_8));
    }
}
