package com.timedeal.launcher.secrets;

import com.timedeal.launcher.command.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The signing keys of one installation, below {@code <home>/keys}.
 *
 * <ul>
 *   <li>{@code tokens/<kid>.pem}: RSA keys for access tokens. The name starts with the time of making, so the last name
 *       is the newest key and signs; all are published.
 *   <li>{@code services/<service>.pem} and {@code services-public/<service>.pem}: an EC key pair per service, for its calls
 *       to other services.
 *   <li>{@code personal-data/<id>.key}: what personal data is encrypted with at rest; the last name encrypts, all decrypt.
 *   <li>{@code lookup.key}: what addresses are hashed with to be found again. Must never change.
 * </ul>
 *
 * Private keys are PKCS#8, public ones X.509, both PEM. A key that exists is never replaced.
 */
public final class Keys {

    private static final List<String> SERVICES =
            List.of("user-service", "product-service", "order-service", "schedule-service", "concurrency-lab");

    private static final int RSA_BITS = 2048;

    private static final DateTimeFormatter KEY_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** A key for access tokens and the name under which it is published. */
    public record TokenKey(String id, KeyPair pair) {}

    private final Path folder;

    public Keys(Path home) {
        this.folder = home.resolve("keys");
    }

    public Path tokens() {
        return folder.resolve("tokens");
    }

    public Path service(String service) {
        return folder.resolve("services").resolve(service + ".pem");
    }

    public Path servicesPublic() {
        return folder.resolve("services-public");
    }

    public Path personalData() {
        return folder.resolve("personal-data");
    }

    public Path lookup() {
        return folder.resolve("lookup.key");
    }

    /** Makes what is missing; calling it twice changes nothing. */
    public void ensure(Clock clock) throws IOException {
        PrivateFiles.folder(folder);
        PrivateFiles.folder(tokens());
        PrivateFiles.folder(folder.resolve("services"));
        PrivateFiles.folder(servicesPublic());
        PrivateFiles.folder(personalData());
        if (isEmpty(personalData())) {
            PrivateFiles.writeOnce(personalData().resolve(KEY_ID.format(clock.instant()) + ".key"), random());
        }
        PrivateFiles.writeOnce(lookup(), random());
        try {
            if (tokenKeyFiles().isEmpty()) {
                var pair = generator("RSA", RSA_BITS).generateKeyPair();
                PrivateFiles.writeOnce(
                        tokens().resolve(KEY_ID.format(clock.instant()) + ".pem"),
                        pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            }
            for (var service : SERVICES) {
                ensureServiceKey(service);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA and EC", e);
        }
    }

    /** The key that signs access tokens now; it fails with a sentence when there is none. */
    public TokenKey newestTokenKey() throws IOException {
        var newest = tokenKeyFiles().stream()
                .max(Comparator.comparing(file -> file.getFileName().toString()))
                .orElseThrow(
                        () -> new Failure("There is no signing key in " + tokens() + " yet: run ./timedeal up first."));
        var name = newest.getFileName().toString();
        return new TokenKey(name.substring(0, name.length() - ".pem".length()), rsa(newest));
    }

    private List<Path> tokenKeyFiles() throws IOException {
        if (!Files.isDirectory(tokens())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(tokens())) {
            return files.filter(file -> file.getFileName().toString().endsWith(".pem"))
                    .toList();
        }
    }

    private void ensureServiceKey(String service) throws IOException, GeneralSecurityException {
        var secret = service(service);
        var open = servicesPublic().resolve(service + ".pem");
        if (Files.exists(secret) && Files.exists(open)) {
            return;
        }
        var curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = curve.generateKeyPair();
        // Half a pair is worth nothing: both halves are written anew. The public half goes first, so that a private key
        // is never there without it.
        PrivateFiles.write(open, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        PrivateFiles.write(secret, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.noneMatch(file -> file.toString().endsWith(".key"));
        }
    }

    /** 256 random bits in Base64. */
    private static String random() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key) + "\n";
    }

    private static KeyPairGenerator generator(String algorithm, int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator;
    }

    private static KeyPair rsa(Path file) throws IOException {
        try {
            var text = Files.readString(file).replaceAll("-----[^-]+-----", "");
            var encoded = Base64.getMimeDecoder().decode(text);
            var factory = KeyFactory.getInstance("RSA");
            if (!(factory.generatePrivate(new PKCS8EncodedKeySpec(encoded)) instanceof RSAPrivateCrtKey secret)) {
                throw new Failure(file + " does not hold the public half of its key.");
            }
            var open = factory.generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
            return new KeyPair(open, secret);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Failure(file + " is not an RSA private key in PKCS#8 PEM.", e);
        }
    }

    private static String pem(String label, byte[] encoded) {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }
}
