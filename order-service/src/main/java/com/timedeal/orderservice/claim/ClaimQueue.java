package com.timedeal.orderservice.claim;

import com.timedeal.servicedefaults.database.CommitOutcomeUnknownException;
import com.timedeal.servicedefaults.database.StorageFailures;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Where claims wait for a writer. First come, first served within this instance; between instances the lock of the
 * allotment's row decides, batch by batch. Bounded in number and time. A claim that comes alone is committed alone and at
 * once; while that commit lasts the next batch gathers, and in a rush batches begin at a {@link Pace}.
 */
@Component
public class ClaimQueue implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ClaimQueue.class);
    private static final long LOOK_UP_MILLIS = 100;

    /** So many in one batch are a rush. */
    private static final int COMPANY = 8;

    private final BlockingQueue<WaitingClaim> waiting;
    private final CommitClaims commitClaims;
    private final ClaimSettings settings;
    private final DistributionSummary batchSizes;
    private final Timer waits;
    private final List<Thread> writers = new ArrayList<>();
    private final ClaimDeadlines deadlines;
    private volatile boolean running;

    ClaimQueue(CommitClaims commitClaims, ClaimSettings settings, MeterRegistry meters) {
        this.waiting = new ArrayBlockingQueue<>(settings.queueCapacity());
        this.commitClaims = commitClaims;
        this.settings = settings;
        this.deadlines = new ClaimDeadlines(settings.takenWithin(), settings.decidedWithin());
        this.batchSizes = meters.summary("timedeal.claims.batch");
        this.waits = meters.timer("timedeal.claims.wait");
        meters.gaugeCollectionSize("timedeal.claims.waiting", List.of(), waiting);
    }

    /**
     * Waits until the claim is decided and the decision is durable.
     *
     * @return {@link ClaimOutcome.Busy} when it was not done, and will not be
     * @throws CommitOutcomeUnknownException when nobody can tell; asking again with the same key can
     * @throws RuntimeException what the database threw; it was not done
     */
    public ClaimOutcome submit(ClaimRequest request) {
        var claim = new WaitingClaim(request);
        if (!running || !waiting.offer(claim)) {
            return new ClaimOutcome.Busy();
        }
        deadlines.add(claim);
        if (!running) {
            // Perhaps the last writer has gone, and the last look at the deadlines was had.
            claim.withdraw();
        }
        return claim.await();
    }

    private void write() {
        var batch = new ArrayList<WaitingClaim>(settings.batchSize());
        var paced = new Pace(settings.pace(), COMPANY);
        while (running || !waiting.isEmpty()) {
            try {
                paced.await(waiting.size() >= settings.batchSize());
                takeInto(batch);
                paced.begun(batch.size());
                if (!batch.isEmpty()) {
                    batchSizes.record(batch.size());
                    decide(batch);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                log.error("A batch of claims was left undecided", e);
            } finally {
                batch.clear();
            }
        }
    }

    private void takeInto(List<WaitingClaim> batch) throws InterruptedException {
        var first = waiting.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
        for (var next = first; next != null; next = batch.size() < settings.batchSize() ? waiting.poll() : null) {
            if (next.take()) {
                waits.record(next.waitedNanos(), TimeUnit.NANOSECONDS);
                batch.add(next);
            }
        }
    }

    private void decide(List<WaitingClaim> batch) {
        try {
            answer(batch, commit(batch));
        } catch (CommitOutcomeUnknownException e) {
            batch.forEach(claim -> claim.failed(e));
        } catch (RuntimeException e) {
            if (batch.size() == 1 || StorageFailures.isAway(e)) {
                batch.forEach(claim -> claim.failed(e));
            } else {
                // One of them does not go in, and took the others with it: alone, it fails alone.
                log.warn("A batch of {} claims failed and is redone one by one", batch.size(), e);
                batch.forEach(claim -> decide(List.of(claim)));
            }
        }
    }

    private List<ClaimOutcome> commit(List<WaitingClaim> batch) {
        var requests = batch.stream().map(WaitingClaim::request).toList();
        try {
            return commitClaims.commit(requests);
        } catch (CommitOutcomeUnknownException unknown) {
            return findOut(requests, unknown);
        }
    }

    /**
     * The keys tell: either the orders are there, or they are not and may be made now. Where that cannot be asked either, it
     * stays unknown: to say "not done" would be a lie.
     */
    private List<ClaimOutcome> findOut(List<ClaimRequest> requests, CommitOutcomeUnknownException unknown) {
        try {
            return commitClaims.commit(requests);
        } catch (RuntimeException e) {
            unknown.addSuppressed(e);
            throw unknown;
        }
    }

    private static void answer(List<WaitingClaim> batch, List<ClaimOutcome> outcomes) {
        for (var i = 0; i < batch.size(); i++) {
            batch.get(i).decided(outcomes.get(i));
        }
    }

    @Override
    public void start() {
        running = true;
        deadlines.start();
        for (var i = 1; i <= settings.writers(); i++) {
            writers.add(Thread.ofPlatform().name("claim-writer-" + i).start(this::write));
        }
    }

    /** What waits is still decided; what comes now is told to come back. */
    @Override
    public void stop() {
        running = false;
        for (var writer : writers) {
            try {
                writer.join(settings.takenWithin().plus(settings.decidedWithin()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        writers.clear();
        deadlines.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
