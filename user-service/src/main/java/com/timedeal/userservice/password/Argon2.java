package com.timedeal.userservice.password;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes passwords and compares them with hashes. Thread-safe.
 *
 * <p>Parameters: OWASP Password Storage Cheat Sheet, Argon2id with 19 MiB, two passes, one lane.
 */
public final class Argon2 {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    /** Stands in for what cannot be a password of any account, so that refusing it costs the same. */
    private static final Password NOBODYS_PASSWORD = new Password("nobody's password");

    private final PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);

    private final String nobodysHash = nobodysHash();

    /**
     * Threads of the operating system, which shares processors fairly. On virtual threads, which are never interrupted in
     * a computation, a few hashes hold up every other request: 200 people signing in kept the public keys, and with them
     * every other service, waiting for seconds.
     */
    private final ExecutorService threads;

    Argon2(int atOnce) {
        var useful = Math.min(atOnce, Runtime.getRuntime().availableProcessors());
        this.threads = Executors.newFixedThreadPool(
                useful, Thread.ofPlatform().name("argon2-", 0).daemon().factory());
    }

    /** @return the hash in PHC string form, with a salt of its own */
    public String hash(Password password) {
        return compute(() -> encoder.encode(password.typed()));
    }

    /**
     * Compares at the same cost whether or not there is anything to compare with.
     *
     * @param hash null when there is no such account
     */
    public boolean matches(Password password, String hash) {
        var possible = hash != null && password.isAcceptable();
        var presented = password.isAcceptable() ? password : NOBODYS_PASSWORD;
        var expected = possible ? hash : nobodysHash;
        return compute(() -> encoder.matches(presented.typed(), expected)) && possible;
    }

    /** Whether that hash was made with weaker parameters than ours. */
    public boolean isOutdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private <T> T compute(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads).join();
    }

    void close() {
        threads.shutdown();
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
}
