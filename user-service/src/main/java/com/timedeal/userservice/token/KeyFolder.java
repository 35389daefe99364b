package com.timedeal.userservice.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.timedeal.servicedefaults.identity.PemKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A folder of private keys: {@code <kid>.pem}, the names beginning with the time at which they were made. */
record KeyFolder(Path folder) {

    private static final String ENDING = ".pem";
    private static final int MIN_BITS = 2048;

    /** What can be told without reading a key; another answer means that something changed. */
    SortedMap<String, String> look() {
        if (folder == null || folder.toString().isBlank()) {
            throw new UnusableKeysException("No folder of keys to sign access tokens with is named.");
        }
        var seen = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (var file : files) {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                seen.put(file.getFileName().toString(), attributes.lastModifiedTime() + " " + attributes.size());
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new UnusableKeysException(
                    "The folder " + folder + " of keys to sign access tokens with cannot be read.", e);
        }
        if (seen.isEmpty()) {
            throw new UnusableKeysException("There is no key to sign access tokens with in the folder " + folder + ".");
        }
        return seen;
    }

    /** @return the keys with their private parts, oldest name first; never empty */
    List<RSAKey> read() {
        return look().keySet().stream().map(name -> read(folder.resolve(name))).toList();
    }

    private static RSAKey read(Path file) {
        var key = crtKey(file);
        if (key.getModulus().bitLength() < MIN_BITS) {
            throw new UnusableKeysException("The key %s has %d bits; keys that sign access tokens need at least %d."
                    .formatted(file, key.getModulus().bitLength(), MIN_BITS));
        }
        var name = file.getFileName().toString();
        return new RSAKey.Builder(publicPart(key))
                .privateKey(key)
                .keyID(name.substring(0, name.length() - ENDING.length()))
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .build();
    }

    private static RSAPrivateCrtKey crtKey(Path file) {
        try {
            if (PemKeys.privateKey(file, "RSA") instanceof RSAPrivateCrtKey key) {
                return key;
            }
            throw new UnusableKeysException("The key " + file + " lacks the numbers that its public part is made of.");
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new UnusableKeysException(e.getMessage() + ".", e);
        }
    }

    private static RSAPublicKey publicPart(RSAPrivateCrtKey key) {
        try {
            var numbers = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(numbers);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java runtime refuses an RSA public key", e);
        }
    }
}
