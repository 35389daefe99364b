package com.timedeal.userservice.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** 256 random bits, which only their owner has: we keep the hash. Its text form tells nothing, so that no log can. */
public record RefreshToken(String value) {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static RefreshToken next() {
        var random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** Plain SHA-256: nobody can try 256 random bits. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "RefreshToken[hidden]";
    }
}
