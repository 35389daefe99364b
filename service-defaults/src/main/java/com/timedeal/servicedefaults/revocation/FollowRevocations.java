package com.timedeal.servicedefaults.revocation;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Asks the feed every two seconds: a message may be late, or have gone to another instance. While nobody answers, sales go on
 * with tokens that are ten minutes old at most, and the log and a gauge say so.
 */
class FollowRevocations {

    private static final Logger log = LoggerFactory.getLogger(FollowRevocations.class);

    /** What is asked for once more: a revocation is seen when it commits, and dated a moment earlier. */
    private static final Duration OVERLAP = Duration.ofSeconds(15);

    private final RevocationFeed feed;
    private final RevokedAccounts revoked;
    private final RevocationSettings settings;
    private final LongSupplier nanoTime;

    private final long startedAt;
    private volatile long heardAt;
    private volatile boolean heard;
    private boolean saidSo;

    FollowRevocations(
            RevocationFeed feed, RevokedAccounts revoked, RevocationSettings settings, LongSupplier nanoTime) {
        this.feed = feed;
        this.revoked = revoked;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
    }

    @Scheduled(fixedDelayString = "${timedeal.revocations.ask-every:2s}")
    void ask() {
        var now = nanoTime.getAsLong();
        var since = heard ? Duration.ofNanos(now - heardAt).plus(OVERLAP) : settings.keepFor();
        try {
            feed.within(since.compareTo(settings.keepFor()) < 0 ? since : settings.keepFor())
                    .forEach(revoked::learn);
            heardAt = now;
            heard = true;
            revoked.forgetOld();
            if (saidSo) {
                saidSo = false;
                log.info("Revoked tokens are known again");
            }
        } catch (RuntimeException e) {
            if (!saidSo && age().compareTo(settings.staleAfter()) > 0) {
                saidSo = true;
                log.warn(
                        "REVOCATIONS STALE for {} s: tokens of disabled accounts may count until they expire: {}",
                        age().toSeconds(),
                        e.toString());
            }
        }
    }

    /** How old the newest answer is. */
    Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - (heard ? heardAt : startedAt));
    }
}
