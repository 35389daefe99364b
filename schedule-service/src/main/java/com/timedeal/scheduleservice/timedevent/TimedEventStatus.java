package com.timedeal.scheduleservice.timedevent;

/** How far a timed event has come, and the SQL condition for that. */
enum TimedEventStatus {
    WAITING("e.fired_at is null and e.cancelled_at is null"),
    /** Its message is in the outbox; no broker has confirmed it yet. */
    FIRED("e.fired_at is not null and o.id is not null and o.sent_at is null"),
    /** The outbox forgets messages some time after they were sent, and only those. */
    PUBLISHED("e.fired_at is not null and (o.id is null or o.sent_at is not null)"),
    CANCELLED("e.cancelled_at is not null");

    private final String condition;

    TimedEventStatus(String condition) {
        this.condition = condition;
    }

    String condition() {
        return condition;
    }
}
