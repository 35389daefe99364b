package com.timedeal.userservice.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the folder, looked at again while running: the newest signs, all are published, one that was taken away
 * counts no more. Thread-safe.
 *
 * <p>A key that appears is published at once, but signs only after every other instance has had time to publish it as
 * well: a verifier that asks one of them for the key must not be told that there is none.
 */
class SigningKeys implements JWKSource<SecurityContext> {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private final KeyFolder folder;
    private final long lookEvery;
    private final LongSupplier nanoTime;
    private final ReentrantLock looking = new ReentrantLock();

    private volatile Known known;
    private volatile long lookedAt;

    /**
     * @param nanoTime as {@link System#nanoTime()}
     * @throws UnusableKeysException when there is no key, or one of them must not be used
     */
    SigningKeys(KeyFolder folder, Duration lookEvery, LongSupplier nanoTime) {
        this.folder = folder;
        this.lookEvery = lookEvery.toNanos();
        this.nanoTime = nanoTime;
        this.lookedAt = nanoTime.getAsLong();
        // What was there before the start is published by the others already.
        this.known = Known.of(folder.look(), folder.read(), Map.of(), lookedAt - 2 * this.lookEvery);
    }

    /** The newest key that every instance publishes. */
    RSAKey signing() {
        var now = known();
        for (var key : now.newestFirst()) {
            if (nanoTime.getAsLong() - now.since.get(key.getKeyID()) >= 2 * lookEvery) {
                return key;
            }
        }
        // All the keys were replaced at once: nothing else could sign.
        return now.newestFirst().getFirst();
    }

    /** All keys, without their private parts. */
    JWKSet published() {
        return known().published;
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) {
        return selector.select(published());
    }

    private Known known() {
        // Whoever finds another one looking goes on with what is known.
        if (nanoTime.getAsLong() - lookedAt >= lookEvery && looking.tryLock()) {
            try {
                look();
            } finally {
                lookedAt = nanoTime.getAsLong();
                looking.unlock();
            }
        }
        return known;
    }

    private void look() {
        try {
            var files = folder.look();
            if (!files.equals(known.files)) {
                known = Known.of(files, folder.read(), known.since, nanoTime.getAsLong());
                log.info("Access tokens are verified with the keys {}", known.since.keySet());
            }
        } catch (UnusableKeysException e) {
            // Perhaps a file that is being written. What worked until now still does; the next look may find it mended.
            log.error("The keys stay as they were: {}", e.getMessage());
        }
    }

    /**
     * @param files what the folder looked like
     * @param newestFirst with their private parts
     * @param since when each was first seen, by key id
     */
    private record Known(
            SortedMap<String, String> files, List<RSAKey> newestFirst, JWKSet published, Map<String, Long> since) {

        static Known of(SortedMap<String, String> files, List<RSAKey> keys, Map<String, Long> before, long now) {
            var since = new HashMap<String, Long>();
            keys.forEach(key -> since.put(key.getKeyID(), before.getOrDefault(key.getKeyID(), now)));
            return new Known(files, keys.reversed(), new JWKSet(List.copyOf(keys)).toPublicJWKSet(), since);
        }

        @Override
        public String toString() {
            return "Known" + since.keySet();
        }
    }
}
