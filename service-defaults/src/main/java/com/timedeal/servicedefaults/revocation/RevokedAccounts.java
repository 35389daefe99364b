package com.timedeal.servicedefaults.revocation;

import com.timedeal.servicedefaults.identity.RevokedTokens;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The revocations of the last while, in memory: older ones are of no use, the tokens have expired. Learning twice, or in
 * another order, changes nothing. Thread-safe.
 */
public class RevokedAccounts implements RevokedTokens {

    private final Map<UUID, Known> known = new ConcurrentHashMap<>();
    private final Duration keepFor;
    private final LongSupplier nanoTime;

    RevokedAccounts(Duration keepFor, LongSupplier nanoTime) {
        this.keepFor = keepFor;
        this.nanoTime = nanoTime;
    }

    public void learn(Revocation revocation) {
        var learned = new Known(revocation.version(), nanoTime.getAsLong());
        known.merge(revocation.userId(), learned, (old, newer) -> newer.version > old.version ? newer : old);
    }

    @Override
    public boolean contain(UUID subject, long version) {
        var revoked = known.get(subject);
        return revoked != null && version < revoked.version;
    }

    void forgetOld() {
        var now = nanoTime.getAsLong();
        known.values().removeIf(each -> now - each.learnedAt > keepFor.toNanos());
    }

    int size() {
        return known.size();
    }

    /** @param learnedAt nano time */
    private record Known(long version, long learnedAt) {}
}
