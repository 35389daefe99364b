package com.timedeal.scheduleservice.deal;

import java.util.Objects;
import java.util.UUID;

/** What this service reads of {@code deal.cancelled}. */
record DealCancelled(UUID messageId, UUID dealId) {

    DealCancelled {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(dealId, "dealId");
    }
}
