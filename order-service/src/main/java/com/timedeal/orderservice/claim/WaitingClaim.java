package com.timedeal.orderservice.claim;

import com.timedeal.servicedefaults.database.CommitOutcomeUnknownException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A claim between whoever waits for it and the writer that decides it. It is taken or withdrawn, never both: only a claim
 * that no writer has taken may be reported as "not done".
 */
final class WaitingClaim {

    private enum Hold {
        WAITING,
        TAKEN,
        WITHDRAWN
    }

    private final ClaimRequest request;
    private final CompletableFuture<ClaimOutcome> outcome = new CompletableFuture<>();
    private final AtomicReference<Hold> hold = new AtomicReference<>(Hold.WAITING);
    private final long since = System.nanoTime();

    WaitingClaim(ClaimRequest request) {
        this.request = request;
    }

    ClaimRequest request() {
        return request;
    }

    /** @return false when nobody waits for it any more: it must not be decided */
    boolean take() {
        return hold.compareAndSet(Hold.WAITING, Hold.TAKEN);
    }

    long waitedNanos() {
        return System.nanoTime() - since;
    }

    /** Has no effect on one that was decided or given up before; likewise {@link #failed}. */
    void decided(ClaimOutcome result) {
        outcome.complete(result);
    }

    void failed(RuntimeException why) {
        outcome.completeExceptionally(why);
    }

    boolean waitsLongerThan(Duration time) {
        return waitedNanos() >= time.toNanos();
    }

    /** @return true also for one that was withdrawn or given up */
    boolean isDecided() {
        return outcome.isDone();
    }

    /** @return false when a writer has taken it */
    boolean withdraw() {
        return hold.compareAndSet(Hold.WAITING, Hold.WITHDRAWN) && outcome.complete(new ClaimOutcome.Busy());
    }

    /**
     * Waits for as long as it takes: {@link ClaimDeadlines} ends it in time.
     *
     * @return {@link ClaimOutcome.Busy} if it was withdrawn before a writer came to it
     * @throws CommitOutcomeUnknownException when a writer has it and does not come back in time
     */
    ClaimOutcome await() {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw cause(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RuntimeException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CommitOutcomeUnknownException(e);
    }

    private static RuntimeException cause(ExecutionException e) {
        return (RuntimeException) e.getCause();
    }
}
