package com.timedeal.userservice.password;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Lets only so many callers hash at once: what makes guessing dear would otherwise let anybody exhaust memory, processors
 * and connections by signing in. Thread-safe.
 */
@Component
public class HashingTurns implements AutoCloseable {

    private final PasswordSettings settings;
    private final Semaphore turns;
    private final Argon2 argon2;

    HashingTurns(PasswordSettings settings) {
        this.settings = settings;
        this.turns = new Semaphore(settings.atOnce(), true);
        this.argon2 = new Argon2(settings.atOnce());
    }

    /**
     * Does the work when its turn comes. All that belongs to a request goes inside, so that one that is refused has cost
     * nothing, not even a look into the database.
     *
     * @param work returns no null
     * @return what the work returned; empty when its turn did not come in time: nothing was done
     */
    public <T> Optional<T> inTurn(Function<Argon2, T> work) {
        if (!turnCame()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.apply(argon2));
        } finally {
            turns.release();
        }
    }

    private boolean turnCame() {
        try {
            return turns.tryAcquire(settings.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        argon2.close();
    }
}
