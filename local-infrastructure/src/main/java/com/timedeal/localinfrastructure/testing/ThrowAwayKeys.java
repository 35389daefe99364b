package com.timedeal.localinfrastructure.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes keys that are worth nothing outside the tests, in the files in which the services expect theirs. */
final class ThrowAwayKeys {

    private static final List<String> CALLERS =
            List.of("user-service", "product-service", "order-service", "schedule-service");

    private ThrowAwayKeys() {}

    /**
     * A token key, a key pair per service, and one for the module itself if it is none of them.
     *
     * @return the variables that name the files
     */
    static Map<String, String> make(Path folder, String module) throws IOException {
        var tokens = Files.createDirectories(folder.resolve("tokens"));
        var services = Files.createDirectories(folder.resolve("services"));
        var publicKeys = Files.createDirectories(folder.resolve("services-public"));
        try {
            var token = KeyPairGenerator.getInstance("RSA");
            token.initialize(2048);
            writePrivate(tokens.resolve("20260101T000000Z-test.pem"), token.generateKeyPair());
            var service = KeyPairGenerator.getInstance("EC");
            service.initialize(new ECGenParameterSpec("secp256r1"));
            var names = new ArrayList<>(CALLERS);
            if (!names.contains(module)) {
                names.add(module);
            }
            for (var name : names) {
                var pair = service.generateKeyPair();
                writePrivate(services.resolve(name + ".pem"), pair);
                write(
                        publicKeys.resolve(name + ".pem"),
                        "PUBLIC KEY",
                        pair.getPublic().getEncoded());
            }
        } catch (GeneralSecurityException everyJdkHasThem) {
            throw new IllegalStateException(everyJdkHasThem);
        }
        var personalData = Files.createDirectories(folder.resolve("personal-data"));
        Files.writeString(personalData.resolve("20260101T000000Z-test.key"), random());
        var lookup = Files.writeString(folder.resolve("lookup.key"), random());
        var variables = new TreeMap<String, String>();
        variables.put("TIMEDEAL_PERSONAL_DATA_KEYS", personalData.toString());
        variables.put("TIMEDEAL_LOOKUP_KEY", lookup.toString());
        variables.put("TIMEDEAL_TOKEN_KEYS", tokens.toString());
        variables.put("TIMEDEAL_SERVICE_KEY", services.resolve(module + ".pem").toString());
        variables.put("TIMEDEAL_SERVICE_PUBLIC_KEYS", publicKeys.toString());
        // A port on which nothing listens: tests must not register with a platform that runs on this machine.
        variables.put("TIMEDEAL_EUREKA_HOST", "127.0.0.1");
        variables.put("TIMEDEAL_EUREKA_PORT", "1");
        variables.put("TIMEDEAL_EUREKA_PASSWORD", TestSettings.randomPassword());
        return variables;
    }

    private static String random() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static void writePrivate(Path file, KeyPair pair) throws IOException {
        write(file, "PRIVATE KEY", pair.getPrivate().getEncoded());
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static void write(Path file, String kind, byte[] encoded) throws IOException {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind));
    }
}
