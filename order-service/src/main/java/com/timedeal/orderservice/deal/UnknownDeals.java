package com.timedeal.orderservice.deal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Remembers for a moment that a deal does not exist, so that guessing ids does not press product-service. Bounded; thread-safe. */
class UnknownDeals {

    private static final int AT_MOST = 10_000;

    private final long nanos;
    private final Map<UUID, Long> until = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
            return size() > AT_MOST;
        }
    };

    UnknownDeals(Duration believedFor) {
        this.nanos = believedFor.toNanos();
    }

    synchronized void add(UUID dealId) {
        until.put(dealId, System.nanoTime() + nanos);
    }

    synchronized boolean contains(UUID dealId) {
        var end = until.get(dealId);
        if (end != null && System.nanoTime() - end >= 0) {
            until.remove(dealId);
            return false;
        }
        return end != null;
    }
}
