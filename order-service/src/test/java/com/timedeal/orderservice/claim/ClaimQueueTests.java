package com.timedeal.orderservice.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.timedeal.servicedefaults.database.CommitOutcomeUnknownException;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;

class ClaimQueueTests {

    private static final byte[] POISON = {1};
    private static final Duration SOON = Duration.ofSeconds(2);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ConcurrentLinkedQueue<Integer> batches = new ConcurrentLinkedQueue<>();
    private final CountDownLatch go = new CountDownLatch(1);
    private ClaimQueue queue;

    @AfterEach
    void stop() {
        go.countDown();
        queue.stop();
    }

    @Test
    void whatComesWhileACommitLastsIsCommittedTogether() {
        started(settings(10, 100, Duration.ofSeconds(5)), claims -> {
            awaitGo();
            return placedAll(claims);
        });
        var first = submit(new byte[32]);
        await().until(() -> batches.size() == 1);
        var others = IntStream.range(0, 25).mapToObj(i -> submit(new byte[32])).toList();
        await().until(() -> waiting() == 25);

        go.countDown();

        first.join();
        others.forEach(CompletableFuture::join);
        assertThat(batches).containsExactly(1, 10, 10, 5);
    }

    @Test
    void aPoisonedClaimFailsAlone() {
        started(settings(10, 100, Duration.ofSeconds(5)), claims -> {
            awaitGo();
            if (claims.stream().anyMatch(claim -> claim.requestHash() == POISON)) {
                throw new DataIntegrityViolationException("poison");
            }
            return placedAll(claims);
        });
        var first = submit(new byte[32]);
        await().until(() -> batches.size() == 1);
        var good = IntStream.range(0, 4).mapToObj(i -> submit(new byte[32])).toList();
        var poisoned = submit(POISON);
        await().until(() -> waiting() == 5);

        go.countDown();

        first.join();
        assertThat(good).allSatisfy(claim -> assertThat(claim.join()).isInstanceOf(ClaimOutcome.NotKnown.class));
        assertThatThrownBy(poisoned::join).hasCauseInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void aDatabaseThatIsAwayIsNotAskedAgainForEachOfThem() {
        started(settings(10, 100, Duration.ofSeconds(5)), claims -> {
            awaitGo();
            throw new QueryTimeoutException("away");
        });
        var first = submit(new byte[32]);
        await().until(() -> batches.size() == 1);
        var others = IntStream.range(0, 5).mapToObj(i -> submit(new byte[32])).toList();
        await().until(() -> waiting() == 5);

        go.countDown();

        assertThatThrownBy(first::join).hasCauseInstanceOf(QueryTimeoutException.class);
        others.forEach(claim -> assertThatThrownBy(claim::join).hasCauseInstanceOf(QueryTimeoutException.class));
        assertThat(batches).containsExactly(1, 5);
    }

    @Test
    void anUnknownCommitIsRedoneOnceBecauseTheKeysTell() {
        var attempts = new ConcurrentLinkedQueue<Integer>();
        started(settings(10, 100, Duration.ofSeconds(5)), claims -> {
            attempts.add(claims.size());
            if (attempts.size() == 1) {
                throw new CommitOutcomeUnknownException(null);
            }
            return placedAll(claims);
        });
        assertThat(submit(new byte[32]).join()).isInstanceOf(ClaimOutcome.NotKnown.class);
        assertThat(attempts).hasSize(2);
    }

    @Test
    void anUnknownCommitStaysUnknownWhenNobodyCanTell() {
        started(settings(10, 100, Duration.ofSeconds(5)), claims -> {
            if (batches.size() == 1) {
                throw new CommitOutcomeUnknownException(null);
            }
            throw new QueryTimeoutException("away");
        });
        assertThatThrownBy(submit(new byte[32])::join).hasCauseInstanceOf(CommitOutcomeUnknownException.class);
    }

    @Test
    void whoeverFindsTheQueueFullIsToldToComeBack() {
        started(settings(1, 3, Duration.ofSeconds(5)), claims -> {
            awaitGo();
            return placedAll(claims);
        });
        submit(new byte[32]);
        await().until(() -> batches.size() == 1);
        IntStream.range(0, 3).forEach(i -> submit(new byte[32]));
        await().until(() -> waiting() == 3);

        assertThat(submit(new byte[32]).join()).isInstanceOf(ClaimOutcome.Busy.class);
    }

    @Test
    void aWithdrawnClaimIsNeverDecided() {
        started(settings(10, 100, Duration.ofMillis(50)), claims -> {
            awaitGo();
            return placedAll(claims);
        });
        submit(new byte[32]);
        await().until(() -> batches.size() == 1);

        // Not only when the one before it is given up, too.
        assertThat(submit(new byte[32])).succeedsWithin(SOON).isInstanceOf(ClaimOutcome.Busy.class);
        go.countDown();

        await().until(() -> waiting() == 0);
        queue.stop();
        assertThat(batches).containsExactly(1);
    }

    @Test
    void whoeverIsNotDecidedInTimeLearnsThatNobodyKnows() {
        started(settings(10, 100, Duration.ofMillis(50), Duration.ofMillis(50)), claims -> {
            awaitGo();
            return placedAll(claims);
        });
        assertThatThrownBy(submit(new byte[32])::join).hasCauseInstanceOf(CommitOutcomeUnknownException.class);
    }

    @Test
    void whatWaitsWhenItStopsIsStillDecided() {
        started(settings(1, 100, Duration.ofSeconds(5)), claims -> {
            awaitGo();
            return placedAll(claims);
        });
        var claims = IntStream.range(0, 5).mapToObj(i -> submit(new byte[32])).toList();
        await().until(() -> waiting() == 4);

        var stopping = CompletableFuture.runAsync(queue::stop);
        await().until(() -> !queue.isRunning());
        go.countDown();
        stopping.join();

        assertThat(claims).allSatisfy(claim -> assertThat(claim.join()).isInstanceOf(ClaimOutcome.NotKnown.class));
        assertThat(submit(new byte[32]).join()).isInstanceOf(ClaimOutcome.Busy.class);
    }

    private void started(ClaimSettings settings, Function<List<ClaimRequest>, List<ClaimOutcome>> commit) {
        queue = new ClaimQueue(
                new CommitClaims(null, null, null, null, null) {
                    @Override
                    List<ClaimOutcome> commit(List<ClaimRequest> claims) {
                        batches.add(claims.size());
                        return commit.apply(claims);
                    }
                },
                settings,
                meters);
        queue.start();
    }

    private static ClaimSettings settings(int batchSize, int capacity, Duration takenWithin) {
        return settings(batchSize, capacity, takenWithin, Duration.ofSeconds(5));
    }

    private static ClaimSettings settings(int batchSize, int capacity, Duration takenWithin, Duration decidedWithin) {
        return new ClaimSettings(
                batchSize, capacity, Duration.ZERO, 1, takenWithin, decidedWithin, Duration.ofMillis(250));
    }

    private CompletableFuture<ClaimOutcome> submit(byte[] hash) {
        var request = ClaimRequest.ofDeal(UUID.randomUUID(), UUID.randomUUID(), new IdempotencyKey("k"), hash, 1);
        var answer = new CompletableFuture<ClaimOutcome>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(queue.submit(request));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.orTimeout(30, TimeUnit.SECONDS);
    }

    private int waiting() {
        return (int) meters.get("timedeal.claims.waiting").gauge().value();
    }

    private void awaitGo() {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<ClaimOutcome> placedAll(List<ClaimRequest> claims) {
        return claims.stream()
                .<ClaimOutcome>map(claim -> new ClaimOutcome.NotKnown())
                .toList();
    }
}
