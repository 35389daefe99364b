package com.timedeal.servicedefaults.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/**
 * Remembers tokens whose signature was found genuine, so that it need not be checked again at each request of theirs.
 *
 * <p>What it says is what the full check would say: each time it looks whether the token has expired, and whether the key
 * that verified it is still among those that the full check would take, letter by letter the same. So a key that is removed
 * takes its tokens along at the same moment as without it. Only genuine tokens are remembered, by all of their text; a
 * forged one never gets in, and never is one letter off. Bounded; thread-safe.
 */
final class VerifiedTokens implements JwtDecoder {

    static final String METRIC = "timedeal.tokens.verified";

    private static final JWKSelector ALL = new JWKSelector(new JWKMatcher.Builder().build());

    private final JwtDecoder fullCheck;
    private final JWKSource<SecurityContext> keys;
    private final JwtTimestampValidator times = new JwtTimestampValidator(AccessTokens.LEEWAY);
    private final int halfOfThem;
    private final Counter hits;
    private final Counter misses;

    /** Two generations: when the younger is full, the older is forgotten. Whoever is asked for becomes young again. */
    private volatile Map<String, Verified> young = new ConcurrentHashMap<>();

    private volatile Map<String, Verified> old = Map.of();

    private record Verified(Jwt token, JWK key) {}

    /** @param atMost tokens to remember; about 2 KB each */
    VerifiedTokens(
            JwtDecoder fullCheck, JWKSource<SecurityContext> keys, int atMost, Clock clock, MeterRegistry meters) {
        times.setClock(clock);
        this.fullCheck = fullCheck;
        this.keys = keys;
        this.halfOfThem = atMost / 2;
        this.hits = meters.counter(METRIC, "result", "hit");
        this.misses = meters.counter(METRIC, "result", "miss");
    }

    @Override
    public Jwt decode(String token) {
        var verified = find(token);
        if (verified != null && isStillGood(verified)) {
            hits.increment();
            return verified.token;
        }
        misses.increment();
        // Read before: a key that comes in between has not verified this token, whatever its name.
        var present = present();
        // Says all that is wrong with it, and is the only one that says no.
        var decoded = fullCheck.decode(token);
        var key = named(decoded, present);
        if (key != null) {
            remember(token, new Verified(decoded, key));
        }
        return decoded;
    }

    private Verified find(String token) {
        var found = young.get(token);
        if (found != null) {
            return found;
        }
        found = old.get(token);
        if (found != null) {
            remember(token, found);
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

    private boolean isStillGood(Verified verified) {
        if (times.validate(verified.token).hasErrors()) {
            return false;
        }
        var now = named(verified.token, present());
        return now == verified.key || verified.key.equals(now);
    }

    /** @return null unless there is exactly one key of that name */
    private static JWK named(Jwt token, List<JWK> keys) {
        var name = token.getHeaders().get("kid");
        JWK found = null;
        for (var key : keys) {
            if (key.getKeyID() != null && key.getKeyID().equals(name)) {
                if (found != null) {
                    return null;
                }
                found = key;
            }
        }
        return found;
    }

    private List<JWK> present() {
        try {
            return keys.get(ALL, null);
        } catch (KeySourceException e) {
            return List.of(); // the full check answers that
        }
    }
}
