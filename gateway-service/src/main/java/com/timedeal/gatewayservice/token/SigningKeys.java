package com.timedeal.gatewayservice.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The public keys of user-service. Fetched in the background; kept until user-service publishes others, however long
 * it is away, so that an outage of user-service logs nobody out. Safe for use by many threads.
 */
@Component
class SigningKeys implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
    private static final int MINIMUM_BITS = 2048;

    private final PublishedKeys published;
    private final SigningKeySettings settings;
    private final Flux<Void> oneRefreshAtATime;
    private volatile Map<String, JWSVerifier> keys = Map.of();
    private volatile String keptText = "";
    private volatile long lastRefresh;
    private volatile boolean stale;
    private volatile Disposable background;

    SigningKeys(PublishedKeys published, SigningKeySettings settings) {
        this.published = published;
        this.settings = settings;
        this.lastRefresh = System.nanoTime() - settings.atMostEvery().toNanos();
        // Shared: whoever asks while a refresh is under way waits for that one.
        this.oneRefreshAtATime = Mono.defer(this::refresh).flux().share();
    }

    /** By key id; empty as long as the keys could never be fetched. */
    Map<String, JWSVerifier> current() {
        return keys;
    }

    /**
     * The keys after one more fetch. Any number of callers cause at most one fetch per
     * {@link SigningKeySettings#atMostEvery()}: they wait for the next one. Fails if user-service cannot be asked.
     */
    Mono<Map<String, JWSVerifier>> refreshed() {
        return oneRefreshAtATime.then(Mono.fromSupplier(this::current));
    }

    private Mono<Void> refresh() {
        var wait = lastRefresh + settings.atMostEvery().toNanos() - System.nanoTime();
        return Mono.delay(Duration.ofNanos(Math.max(0, wait)))
                .then(Mono.defer(() -> {
                    lastRefresh = System.nanoTime();
                    return published.fetch();
                }))
                .doOnNext(this::keep)
                .then();
    }

    private void keep(String jwks) {
        if (jwks.equals(keptText)) {
            return; // the same keys: what they have verified stays verified
        }
        var fetched = parse(jwks);
        if (!fetched.keySet().equals(keys.keySet())) {
            log.info("user-service signs with {}", fetched.keySet());
        }
        keys = fetched;
        keptText = jwks;
    }

    private static Map<String, JWSVerifier> parse(String jwks) {
        try {
            var verifiers = new HashMap<String, JWSVerifier>();
            for (var key : JWKSet.parse(jwks).getKeys()) {
                if (signsAccessTokens(key)) {
                    verifiers.put(key.getKeyID(), new RSASSAVerifier(key.toRSAKey()));
                }
            }
            if (verifiers.isEmpty()) {
                throw new IllegalStateException("user-service publishes no usable key");
            }
            return Map.copyOf(verifiers);
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("user-service publishes something else than a key set", e);
        }
    }

    private static boolean signsAccessTokens(JWK key) {
        return key instanceof RSAKey
                && key.size() >= MINIMUM_BITS
                && key.getKeyID() != null
                && (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
                && (key.getAlgorithm() == null || JWSAlgorithm.RS256.equals(key.getAlgorithm()));
    }

    @Override
    public void start() {
        background = refreshed()
                .then()
                .doOnSuccess(done -> stale = false)
                .onErrorResume(failure -> {
                    if (!stale) {
                        log.warn(
                                "user-service cannot be asked for its keys; {} kept: {}",
                                keys.size(),
                                failure.getMessage());
                    }
                    stale = true;
                    return Mono.empty();
                })
                // Without any key no token can be judged: try again as soon as allowed.
                .then(Mono.defer(() -> Mono.delay(keys.isEmpty() ? settings.atMostEvery() : settings.refreshEvery())))
                .repeat()
                .subscribe();
    }

    @Override
    public void stop() {
        background.dispose();
        background = null;
    }

    @Override
    public boolean isRunning() {
        return background != null;
    }
}
