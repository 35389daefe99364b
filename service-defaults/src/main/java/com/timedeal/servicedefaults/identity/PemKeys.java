package com.timedeal.servicedefaults.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads PKCS#8 private and X.509 public keys from PEM files. */
public final class PemKeys {

    private PemKeys() {}

    /** @param algorithm {@code RSA} or {@code EC} */
    public static PrivateKey privateKey(Path file, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(content(file)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " is not a PKCS#8 " + algorithm + " private key", e);
        }
    }

    /** @param algorithm {@code RSA} or {@code EC} */
    public static PublicKey publicKey(Path file, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(content(file)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " is not an X.509 " + algorithm + " public key", e);
        }
    }

    private static byte[] content(Path file) {
        try {
            var base64 =
                    Files.readString(file).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            return Base64.getDecoder().decode(base64);
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is not a PEM file", e);
        }
    }
}
