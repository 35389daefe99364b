package com.timedeal.userservice.personaldata;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.SortedMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals texts with AES-256-GCM: what was changed, or moved to another place than it was sealed for, does not open.
 * Thread-safe.
 *
 * <p>A sealed text is {@code <key id>:<Base64 of nonce and cipher text>}; the id tells which key opens it, so that keys can
 * be replaced while old values stay as they are.
 */
public final class Sealing {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SortedMap<String, SecretKey> keys;
    private final SecureRandom random = new SecureRandom();

    /** @param keys by id; the last one seals */
    Sealing(SortedMap<String, SecretKey> keys) {
        this.keys = keys;
    }

    /**
     * @param place where it is kept, e.g. table, column and row: it opens nowhere else
     * @param text null stays null
     */
    public String seal(String place, String text) {
        if (text == null) {
            return null;
        }
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var id = keys.lastKey();
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, keys.get(id), nonce, id, place);
            var secret = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            var both =
                    ByteBuffer.allocate(NONCE_BYTES + secret.length).put(nonce).put(secret);
            return id + ":" + Base64.getEncoder().withoutPadding().encodeToString(both.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has " + TRANSFORMATION, e);
        }
    }

    /**
     * @param sealed null stays null
     * @throws IllegalStateException when it was changed, sealed for another place or with a key that is gone
     */
    public String open(String place, String sealed) {
        if (sealed == null) {
            return null;
        }
        var colon = sealed.indexOf(':');
        var id = colon < 0 ? "" : sealed.substring(0, colon);
        var key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("The key '" + id + "' of " + place + " is gone");
        }
        try {
            var both = Base64.getDecoder().decode(sealed.substring(colon + 1));
            var nonce = Arrays.copyOf(both, NONCE_BYTES);
            var cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, id, place);
            return new String(cipher.doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("What is kept as " + place + " was changed", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String id, String place)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((id + "|" + place).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
