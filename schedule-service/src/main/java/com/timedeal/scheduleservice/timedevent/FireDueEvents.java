package com.timedeal.scheduleservice.timedevent;

import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.messaging.Outbox;
import java.time.Duration;
import java.time.LocalDateTime;
import org.springframework.stereotype.Component;

/**
 * Fires what is due by the database's clock: marks it and leaves its message in the outbox, in one transaction.
 *
 * <p>Any number of instances may do this at once; a row that another one holds is passed over.
 */
@Component
class FireDueEvents {

    private final DueEvents dueEvents;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final Outbox outbox;
    private final Recurrence recurrence;

    FireDueEvents(
            DueEvents dueEvents, Transactions transactions, DatabaseClock clock, Outbox outbox, Recurrence recurrence) {
        this.dueEvents = dueEvents;
        this.transactions = transactions;
        this.clock = clock;
        this.outbox = outbox;
        this.recurrence = recurrence;
    }

    /** What one look at the events came to. */
    sealed interface Round {

        record Fired(int events) implements Round {}

        /** Something is due, but another instance is at it. */
        record TakenByOthers() implements Round {}

        /** @param left from the moment the database was asked until the next event is due */
        record NotYet(Duration left) implements Round {}

        record NothingWaits() implements Round {}
    }

    Round fire() {
        var next = dueEvents.next();
        if (next.dueAt() == null) {
            return new Round.NothingWaits();
        }
        if (next.left().isPositive()) {
            return new Round.NotYet(next.left());
        }
        int fired = transactions.call(() -> fireDueAt(next.now()));
        return fired == 0 ? new Round.TakenByOthers() : new Round.Fired(fired);
    }

    private int fireDueAt(LocalDateTime time) {
        var due = dueEvents.lockDueAt(time);
        if (!due.isEmpty()) {
            var firedAt = clock.now();
            for (var event : due) {
                var messageId = outbox.append(event.name(), firedAt, event.payload());
                dueEvents.markFired(event.id(), firedAt, messageId);
                recurrence.follow(event.name(), firedAt);
            }
        }
        return due.size();
    }
}
