package com.timedeal.servicedefaults.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Throw-away keys of services, laid out as a home folder lays them out. */
final class PemFiles {

    private final Path folder;

    PemFiles(Path folder) {
        this.folder = folder;
    }

    KeyPair newService(String name) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            Files.createDirectories(publicKeys());
            write(privateKey(name), "PRIVATE KEY", pair.getPrivate());
            write(publicKeys().resolve(name + ".pem"), "PUBLIC KEY", pair.getPublic());
            return pair;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path privateKey(String name) {
        return folder.resolve(name + ".pem");
    }

    Path publicKeys() {
        return folder.resolve("public");
    }

    private static void write(Path file, String label, Key key) throws IOException {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        Files.writeString(file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }
}
