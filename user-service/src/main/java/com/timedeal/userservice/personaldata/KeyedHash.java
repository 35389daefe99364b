package com.timedeal.userservice.personaldata;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * HMAC-SHA256 with a key of this installation: equal texts have equal hashes, and without the key nobody can try texts until
 * one fits. Thread-safe.
 */
public final class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;

    KeyedHash(SecretKey key) {
        this.key = key;
    }

    /**
     * @param use hashes of one use tell nothing about those of another
     * @return 32 bytes
     */
    public byte[] of(String use, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(use.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has " + ALGORITHM, e);
        }
    }

    /** As {@link #of}, 64 hexadecimal digits. */
    public String hex(String use, String text) {
        return HexFormat.of().formatHex(of(use, text));
    }
}
