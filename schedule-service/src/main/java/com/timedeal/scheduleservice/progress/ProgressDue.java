package com.timedeal.scheduleservice.progress;

import java.time.Instant;

/** Body of {@code order.progress-due}. @param dueAt when it was meant to happen */
record ProgressDue(Instant dueAt) {}
