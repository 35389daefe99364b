package com.timedeal.scheduleservice.timedevent;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Stores what is due when, in the caller's transaction. */
@Component
public class ScheduleEvents {

    private final StoredEvents storedEvents;
    private final FiringLoop loop;

    ScheduleEvents(StoredEvents storedEvents, FiringLoop loop) {
        this.storedEvents = storedEvents;
        this.loop = loop;
    }

    /**
     * Stores the events of a reference. An event that is there already stays as it is; nothing is stored for a reference
     * that was cancelled, however long ago.
     *
     * @throws IllegalStateException outside a transaction
     */
    public void schedule(UUID reference, List<TimedEvent> events) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "The events of a reference are stored together with the message they follow");
        }
        storedEvents.storeIfAbsent(reference, events);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                loop.wake();
            }
        });
    }
}
