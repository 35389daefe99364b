package com.timedeal.servicedefaults.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;

class RedisCallsTests {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void tellsTheAnswer() throws InterruptedException {
        assertThat(RedisCalls.inTime(() -> CompletableFuture.completedFuture("yes"), SHORT))
                .isEqualTo("yes");
    }

    @Test
    void waitsNoLongerThanTheLimit() {
        assertThatThrownBy(() -> RedisCalls.inTime(CompletableFuture::new, SHORT))
                .isInstanceOf(RedisTimeoutException.class);
    }

    @Test
    void failsAsTheClientDid() {
        var away = new RedisConnectionException("away");
        assertThatThrownBy(() -> RedisCalls.inTime(() -> CompletableFuture.failedFuture(away), SHORT))
                .isSameAs(away);
        assertThatThrownBy(() -> RedisCalls.inTime(
                        () -> {
                            throw new IllegalStateException("shut down");
                        },
                        SHORT))
                .isInstanceOf(RedisException.class)
                .hasRootCauseMessage("shut down");
    }

    @Test
    void answersAreAwaitedAllAtTheSameTime() throws InterruptedException {
        var answer = new CompletableFuture<String>();
        var begun = new CountDownLatch(50);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var caller = 0; caller < 50; caller++) {
                callers.submit(() -> RedisCalls.inTime(
                        () -> {
                            begun.countDown();
                            return answer;
                        },
                        LONG));
            }
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            answer.complete("yes");
        }
    }

    @Test
    void nobodyBeginsWhileAnotherDoesAndWhoWaitsTooLongIsToldSo() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            callers.submit(() -> RedisCalls.inTime(
                    () -> {
                        begun.countDown();
                        goOn.await();
                        return CompletableFuture.completedFuture("yes");
                    },
                    LONG));
            begun.await();
            try {
                assertThatThrownBy(() -> RedisCalls.inTime(() -> CompletableFuture.completedFuture("no"), SHORT))
                        .isInstanceOf(RedisTimeoutException.class)
                        .hasMessageStartingWith("No turn");
            } finally {
                goOn.countDown();
            }
        }
    }
}
