package com.timedeal.scheduleservice.timedevent;

import java.time.Instant;
import java.util.UUID;

/** @param publishedAt null before, and again when the outbox has forgotten the message; the status stays */
record TimedEventSummary(
        UUID eventId,
        String name,
        UUID reference,
        Instant dueAt,
        Instant firedAt,
        Instant publishedAt,
        TimedEventStatus status) {}
