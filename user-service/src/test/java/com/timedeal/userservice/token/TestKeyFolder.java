package com.timedeal.userservice.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Puts keys into a folder the way the launcher does. */
public final class TestKeyFolder {

    /** Made once: it takes long, and these tests tell keys apart by name. */
    private static final String KEY = pem("RSA", 2048);

    private TestKeyFolder() {}

    /** @return the key's file, which appears complete */
    public static Path add(Path folder, String kid) throws IOException {
        return write(folder, kid, KEY);
    }

    static Path add(Path folder, String kid, String algorithm, int bits) throws IOException {
        return write(folder, kid, pem(algorithm, bits));
    }

    private static Path write(Path folder, String kid, String pem) throws IOException {
        var half = Files.writeString(folder.resolve(kid + ".new"), pem);
        return Files.move(half, folder.resolve(kid + ".pem"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            var key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                    .formatted(Base64.getMimeEncoder().encodeToString(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
