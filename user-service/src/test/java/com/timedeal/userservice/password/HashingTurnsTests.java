package com.timedeal.userservice.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingTurnsTests {

    private final HashingTurns hashing = new HashingTurns(new PasswordSettings(2, Duration.ofMillis(50)));

    @AfterEach
    void close() {
        hashing.close();
    }

    @Test
    void letsOnlySoManyInAtOnce() throws Exception {
        var inside = new CountDownLatch(2);
        var done = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 2; i++) {
                threads.submit(() -> hashing.inTurn(argon2 -> {
                    inside.countDown();
                    return await(done);
                }));
            }
            inside.await();

            assertThat(hashing.inTurn(argon2 -> "third")).isEmpty();

            done.countDown();
        }
        assertThat(hashing.inTurn(argon2 -> "afterwards")).contains("afterwards");
    }

    @Test
    void waitsForAWhile() throws Exception {
        try (var patient = new HashingTurns(new PasswordSettings(1, Duration.ofSeconds(1)));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var inside = new CountDownLatch(1);
            var done = new CountDownLatch(1);
            threads.submit(() -> patient.inTurn(argon2 -> {
                inside.countDown();
                return await(done);
            }));
            inside.await();

            var second = threads.submit(() -> patient.inTurn(argon2 -> "second"));
            done.countDown();

            assertThat(second.get()).isEqualTo(Optional.of("second"));
        }
    }

    @Test
    void endsTheTurnOfWorkThatFails() {
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> hashing.inTurn(argon2 -> {
                        throw new IllegalStateException("fails");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(hashing.inTurn(argon2 -> "afterwards")).contains("afterwards");
    }

    private static boolean await(CountDownLatch done) {
        try {
            done.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
