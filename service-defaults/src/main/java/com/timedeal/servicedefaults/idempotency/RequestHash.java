package com.timedeal.servicedefaults.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over the meaning of a request: the values it asks for, not the white space of its JSON. */
public final class RequestHash {

    private RequestHash() {}

    /** @param values in a fixed order; each is taken by its {@code toString}, null as nothing. 32 bytes. */
    public static byte[] of(Object... values) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var value : values) {
                var bytes = value == null ? new byte[0] : value.toString().getBytes(StandardCharsets.UTF_8);
                // The length in front keeps ("ab", "c") apart from ("a", "bc").
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
