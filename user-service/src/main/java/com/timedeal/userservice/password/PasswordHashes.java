package com.timedeal.userservice.password;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and checks passwords with Argon2id, only so many at once: what makes guessing dear would otherwise let anybody
 * exhaust memory and processors by logging in. Thread-safe.
 *
 * <p>Parameters: OWASP Password Storage Cheat Sheet, Argon2id with 19 MiB, two passes, one lane.
 */
@Component
public class PasswordHashes {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    /** Stands in for what cannot be a password of any account, so that refusing it costs the same. */
    private static final Password NOBODYS_PASSWORD = new Password("nobody's password");

    private final PasswordEncoder argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);

    private final String nobodysHash = nobodysHash();
    private final PasswordSettings settings;
    private final Semaphore turns;

    PasswordHashes(PasswordSettings settings) {
        this.settings = settings;
        this.turns = new Semaphore(settings.atOnce(), true);
    }

    /** @return the hash in PHC string form; empty when too many passwords are being hashed: nothing was done */
    public Optional<String> hash(Password password) {
        return inTurn(() -> argon2.encode(password.typed()));
    }

    /**
     * Compares at the same cost whether or not there is anything to compare with.
     *
     * @param hash null when there is no such account
     */
    public Verdict check(Password password, String hash) {
        var known = hash != null && password.isAcceptable();
        var presented = password.isAcceptable() ? password : NOBODYS_PASSWORD;
        var expected = known ? hash : nobodysHash;
        return inTurn(() -> argon2.matches(presented.typed(), expected) && known ? Verdict.RIGHT : Verdict.WRONG)
                .orElse(Verdict.BUSY);
    }

    private <T> Optional<T> inTurn(Supplier<T> work) {
        if (!getTurn()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            turns.release();
        }
    }

    private boolean getTurn() {
        try {
            return turns.tryAcquire(settings.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Random bytes in the form of a hash with our parameters: costs nothing to make, and a full hash to compare with. */
    private static String nobodysHash() {
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(MEMORY_KIB, PASSES, LANES, random(SALT_BYTES), random(HASH_BYTES));
    }

    private static String random(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().withoutPadding().encodeToString(random);
    }

    /** What came of a check. */
    public enum Verdict {
        RIGHT,
        WRONG,
        /** Too many passwords are being hashed: nothing was checked. */
        BUSY
    }
}
