package com.timedeal.gatewayservice.token;

import com.nimbusds.jose.JWSVerifier;
import com.timedeal.gatewayservice.token.TokenVerdict.Valid;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Remembers tokens whose signature was found genuine, so that it need not be checked again at each request of theirs. What it
 * lets through the full check would let through too: it looks each time whether the token has expired and whether the key
 * that verified it is still there. Only genuine tokens are remembered, by all of their text. Bounded; thread-safe.
 */
@Component
class VerifiedTokens {

    private final VerifyAccessToken verifyAccessToken;
    private final Clock clock;
    private final int halfOfThem;
    private final Counter hits;
    private final Counter misses;

    /** Two generations: when the younger is full, the older is forgotten. Whoever is asked for becomes young again. */
    private volatile Map<String, Verified> young = new ConcurrentHashMap<>();

    private volatile Map<String, Verified> old = Map.of();

    /** @param key the very one that verified it */
    private record Verified(Valid verdict, JWSVerifier key) {

        boolean isStillGood(Instant now, Map<String, JWSVerifier> keys) {
            return keys.get(verdict.keyId()) == key
                    && now.isBefore(verdict.expires())
                    && (verdict.notBefore() == null || !now.isBefore(verdict.notBefore()));
        }
    }

    VerifiedTokens(
            VerifyAccessToken verifyAccessToken, SigningKeySettings settings, Clock clock, MeterRegistry meters) {
        this.verifyAccessToken = verifyAccessToken;
        this.clock = clock;
        this.halfOfThem = settings.rememberedTokens() / 2;
        this.hits = meters.counter("timedeal.tokens.verified", "result", "hit");
        this.misses = meters.counter("timedeal.tokens.verified", "result", "miss");
    }

    /** @param keys by key id */
    TokenVerdict verify(String token, Map<String, JWSVerifier> keys) {
        var known = find(token);
        if (known != null && known.isStillGood(clock.instant(), keys)) {
            hits.increment();
            return known.verdict();
        }
        misses.increment();
        var verdict = verifyAccessToken.verify(token, keys);
        if (verdict instanceof Valid valid && halfOfThem > 0) {
            remember(token, new Verified(valid, keys.get(valid.keyId())));
        }
        return verdict;
    }

    private Verified find(String token) {
        var found = young.get(token);
        if (found == null) {
            found = old.get(token);
            if (found != null) {
                remember(token, found);
            }
        }
        return found;
    }

    private void remember(String token, Verified verified) {
        if (young.size() >= halfOfThem) {
            turnOver();
        }
        young.put(token, verified);
    }

    private synchronized void turnOver() {
        if (young.size() >= halfOfThem) {
            old = young;
            young = new ConcurrentHashMap<>(halfOfThem);
        }
    }
}
