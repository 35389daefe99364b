package com.timedeal.scheduleservice.deal;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** What this service reads of {@code deal.scheduled}. */
record DealScheduled(UUID messageId, UUID dealId, Instant opensAt, Instant closesAt) {

    DealScheduled {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(dealId, "dealId");
        Objects.requireNonNull(opensAt, "opensAt");
        Objects.requireNonNull(closesAt, "closesAt");
    }
}
