package com.timedeal.scheduleservice.timedevent;

import java.time.Instant;

/**
 * A message that is kept back until its time.
 *
 * @param name of the message, which is also its routing key; past or future of a reference has at most one of each name
 * @param dueAt by the database's clock; may be in the past, then it is due now
 * @param payload a record of ids and plain values, published as it is now
 */
public record TimedEvent(String name, Instant dueAt, Object payload) {}
