package com.timedeal.userservice.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Argon2Tests {

    private static final Password PASSWORD = new Password("correct horse");

    private final Argon2 argon2 = new Argon2(8);

    @AfterEach
    void close() {
        argon2.close();
    }

    @Test
    void hashesWithArgon2idAndASaltOfItsOwn() {
        var first = argon2.hash(PASSWORD);
        var second = argon2.hash(PASSWORD);

        assertThat(first).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").hasSizeLessThan(200);
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void knowsThePasswordAndNoOther() {
        var hash = argon2.hash(PASSWORD);

        assertThat(argon2.matches(PASSWORD, hash)).isTrue();
        assertThat(argon2.matches(new Password("Correct horse"), hash)).isFalse();
        assertThat(argon2.matches(new Password("correct horse "), hash)).isFalse();
    }

    @Test
    void keepsEveryCharacter() {
        var longest = "비".repeat(127);
        var hash = argon2.hash(new Password(longest + "a"));

        assertThat(argon2.matches(new Password(longest + "a"), hash)).isTrue();
        assertThat(argon2.matches(new Password(longest + "b"), hash)).isFalse();
    }

    @Test
    void refusesWhatNobodyCanHaveChosen() {
        // What stands in for it inside must not open an account whose password happens to be just that.
        var hash = argon2.hash(new Password("nobody's password"));

        assertThat(argon2.matches(new Password("abcdefgh\ud800"), hash)).isFalse();
        assertThat(argon2.matches(new Password(""), hash)).isFalse();
        assertThat(argon2.matches(new Password("a".repeat(129)), hash)).isFalse();
    }

    @Test
    void refusesEveryPasswordOfNobody() {
        assertThat(argon2.matches(PASSWORD, null)).isFalse();
        assertThat(argon2.matches(new Password("nobody's password"), null)).isFalse();
    }

    /** The guard against telling addresses apart by time; wide margins, since machines are busy. */
    @Test
    void worksAsHardForNobody() {
        var hash = argon2.hash(PASSWORD);
        for (var i = 0; i < 3; i++) {
            argon2.matches(PASSWORD, hash); // warms up
        }

        var somebody = fastest(() -> argon2.matches(new Password("wrong password"), hash));
        var nobody = fastest(() -> argon2.matches(new Password("wrong password"), null));
        var impossible = fastest(() -> argon2.matches(new Password("short"), hash));

        assertThat((double) nobody / somebody).isBetween(0.5, 2.0);
        assertThat((double) impossible / somebody).isBetween(0.5, 2.0);
    }

    private static long fastest(Runnable comparison) {
        var fastest = Long.MAX_VALUE;
        for (var i = 0; i < 10; i++) {
            var start = System.nanoTime();
            comparison.run();
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest;
    }
}
