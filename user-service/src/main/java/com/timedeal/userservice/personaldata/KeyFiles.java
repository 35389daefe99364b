package com.timedeal.userservice.personaldata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Reads symmetric keys; a service that cannot must not start. */
final class KeyFiles {

    private static final String ENDING = ".key";
    private static final int BYTES = 32;

    private KeyFiles() {}

    /** @return by id, oldest name first; never empty */
    static SortedMap<String, SecretKey> folder(Path folder) {
        var keys = new TreeMap<String, SecretKey>();
        try (var files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                keys.put(name.substring(0, name.length() - ENDING.length()), file(file, "AES"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " of keys cannot be read", e);
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException("There is no key for personal data in the folder " + folder);
        }
        return keys;
    }

    static SecretKey file(Path file, String algorithm) {
        try {
            var key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length != BYTES) {
                throw new IllegalStateException("The key " + file + " has not 256 bits");
            }
            return new SecretKeySpec(key, algorithm);
        } catch (IOException e) {
            throw new UncheckedIOException("The key " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The key " + file + " is not Base64", e);
        }
    }
}
