package com.timedeal.scheduleservice.timedevent;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Drops the events of a reference that have not fired, and remembers that for events that come later. */
@Component
public class CancelEvents {

    private final JdbcClient jdbc;

    CancelEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Cancels a reference for good; doing it again changes nothing.
     *
     * @throws IllegalStateException outside a transaction
     */
    public void cancel(UUID reference) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A cancellation is remembered and carried out in one transaction");
        }
        // Known or not: the row stands in the way of a scheduling that this cancellation overtook.
        jdbc.sql("""
                        insert into timed_reference (id, cancelled_at) values (?, sysdate(6))
                        on duplicate key update cancelled_at = coalesce(cancelled_at, sysdate(6))
                        """).param(reference).update();
        jdbc.sql("""
                        update timed_event set cancelled_at = sysdate(6)
                        where reference = ? and fired_at is null and cancelled_at is null
                        """).param(reference).update();
    }
}
