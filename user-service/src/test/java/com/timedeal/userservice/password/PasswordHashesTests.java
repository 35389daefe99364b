package com.timedeal.userservice.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.userservice.password.PasswordHashes.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PasswordHashesTests {

    private static final Password PASSWORD = new Password("correct horse");

    private final PasswordHashes hashes = new PasswordHashes(new PasswordSettings(8, Duration.ofMillis(50)));

    @Test
    void hashesWithArgon2idAndASaltOfItsOwn() {
        var first = hashes.hash(PASSWORD).orElseThrow();
        var second = hashes.hash(PASSWORD).orElseThrow();

        assertThat(first).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").hasSizeLessThan(200);
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void knowsThePasswordAndNoOther() {
        var hash = hashes.hash(PASSWORD).orElseThrow();

        assertThat(hashes.check(PASSWORD, hash)).isEqualTo(Verdict.RIGHT);
        assertThat(hashes.check(new Password("Correct horse"), hash)).isEqualTo(Verdict.WRONG);
        assertThat(hashes.check(new Password("correct horse "), hash)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void keepsEveryCharacter() {
        var longest = "비".repeat(127);
        var hash = hashes.hash(new Password(longest + "a")).orElseThrow();

        assertThat(hashes.check(new Password(longest + "a"), hash)).isEqualTo(Verdict.RIGHT);
        assertThat(hashes.check(new Password(longest + "b"), hash)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void refusesWhatNobodyCanHaveChosen() {
        // What stands in for it inside must not open an account whose password happens to be just that.
        var hash = hashes.hash(new Password("nobody's password")).orElseThrow();

        assertThat(hashes.check(new Password("abcdefgh\ud800"), hash)).isEqualTo(Verdict.WRONG);
        assertThat(hashes.check(new Password(""), hash)).isEqualTo(Verdict.WRONG);
        assertThat(hashes.check(new Password("a".repeat(129)), hash)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void refusesEveryPasswordOfNobody() {
        assertThat(hashes.check(PASSWORD, null)).isEqualTo(Verdict.WRONG);
        assertThat(hashes.check(new Password("nobody's password"), null)).isEqualTo(Verdict.WRONG);
    }

    /** The guard against telling addresses apart by time; wide margins, since machines are busy. */
    @Test
    void worksAsHardForNobody() {
        var hash = hashes.hash(PASSWORD).orElseThrow();
        for (var i = 0; i < 3; i++) {
            hashes.check(PASSWORD, hash); // warms up
        }

        var somebody = fastest(() -> hashes.check(new Password("wrong password"), hash));
        var nobody = fastest(() -> hashes.check(new Password("wrong password"), null));
        var unacceptable = fastest(() -> hashes.check(new Password("short"), hash));

        assertThat((double) nobody / somebody).isBetween(0.5, 2.0);
        assertThat((double) unacceptable / somebody).isBetween(0.5, 2.0);
    }

    @Test
    void hashesOnlySoManyAtOnce() throws Exception {
        var narrow = new PasswordHashes(new PasswordSettings(1, Duration.ZERO));

        var answers = together(16, () -> narrow.hash(PASSWORD));

        assertThat(answers).anyMatch(Optional::isPresent).anyMatch(Optional::isEmpty);
        assertThat(narrow.check(PASSWORD, null)).as("its turn comes afterwards").isEqualTo(Verdict.WRONG);
    }

    private static long fastest(Runnable check) {
        var fastest = Long.MAX_VALUE;
        for (var i = 0; i < 7; i++) {
            var start = System.nanoTime();
            check.run();
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest;
    }

    private static <T> List<T> together(int threads, Callable<T> work) throws Exception {
        var start = new CyclicBarrier(threads);
        var running = new ArrayList<Future<T>>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
        }
        var answers = new ArrayList<T>();
        for (var one : running) {
            answers.add(one.get());
        }
        return answers;
    }
}
