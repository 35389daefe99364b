package com.timedeal.orderservice.claim;

import com.timedeal.servicedefaults.database.CommitOutcomeUnknownException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that nobody waits longer for a decision than the settings say, give or take {@value #LOOK_MILLIS} ms. One look at
 * those who came first, instead of a timer for each of thousands who nearly all are answered long before: all of them may wait
 * equally long, so whoever came first is the first whose time is over.
 */
final class ClaimDeadlines {

    private static final Logger log = LoggerFactory.getLogger(ClaimDeadlines.class);
    private static final long LOOK_MILLIS = 25;

    /** In the order in which they came, or nearly so; with some that are decided and not yet noticed. */
    private final Queue<WaitingClaim> waiting = new ConcurrentLinkedQueue<>();

    /** Those that a writer had when it was too late to withdraw them; used by one thread alone. */
    private final Queue<WaitingClaim> taken = new ArrayDeque<>();

    private final Duration takenWithin;
    private final Duration decidedWithin;
    private volatile boolean running;

    ClaimDeadlines(Duration takenWithin, Duration decidedWithin) {
        this.takenWithin = takenWithin;
        this.decidedWithin = decidedWithin;
    }

    void add(WaitingClaim claim) {
        waiting.add(claim);
    }

    void start() {
        running = true;
        Thread.ofPlatform().daemon().name("claim-deadlines").start(this::watch);
    }

    /** What is added before this is called is still seen to. */
    void stop() {
        running = false;
    }

    private void watch() {
        while (running || !waiting.isEmpty() || !taken.isEmpty()) {
            try {
                endWhatIsDue();
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                log.error("Claims could not be looked at; the next look is in {} ms", LOOK_MILLIS, e);
            }
        }
    }

    private void endWhatIsDue() {
        for (var first = waiting.peek();
                first != null && (first.isDecided() || first.waitsLongerThan(takenWithin));
                first = waiting.peek()) {
            waiting.remove();
            if (!first.isDecided() && !first.withdraw()) {
                taken.add(first);
            }
        }
        for (var first = taken.peek();
                first != null && (first.isDecided() || first.waitsLongerThan(takenWithin.plus(decidedWithin)));
                first = taken.peek()) {
            taken.remove().failed(new CommitOutcomeUnknownException(null));
        }
    }
}
