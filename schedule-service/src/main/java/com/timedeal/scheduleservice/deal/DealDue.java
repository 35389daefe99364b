package com.timedeal.scheduleservice.deal;

import java.time.Instant;
import java.util.UUID;

/** Body of {@code deal.opening-due} and {@code deal.closing-due}. @param dueAt when it was meant to happen */
record DealDue(UUID dealId, Instant dueAt) {}
