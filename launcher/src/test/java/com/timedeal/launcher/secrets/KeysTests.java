package com.timedeal.launcher.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.launcher.command.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTests {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-02T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path home;

    @Test
    void makesAllKeysForTheirOwnerOnly() throws IOException {
        new Keys(home).ensure(NOON);

        assertThat(home.resolve("keys/tokens/20260102T120000Z.pem")).isRegularFile();
        assertThat(home.resolve("keys/personal-data/20260102T120000Z.key")).isRegularFile();
        assertThat(Base64.getDecoder()
                        .decode(Files.readString(home.resolve("keys/lookup.key"))
                                .strip()))
                .hasSize(32);
        for (var service : List.of("user-service", "product-service", "order-service", "schedule-service")) {
            assertThat(home.resolve("keys/services").resolve(service + ".pem")).isRegularFile();
            assertThat(home.resolve("keys/services-public").resolve(service + ".pem"))
                    .isRegularFile();
        }
        try (Stream<Path> all = Files.walk(home.resolve("keys"))) {
            assertThat(all)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void keepsKeysThatExist() throws IOException {
        new Keys(home).ensure(NOON);
        var token = Files.readString(home.resolve("keys/tokens/20260102T120000Z.pem"));
        var service = Files.readString(home.resolve("keys/services/order-service.pem"));
        var lookup = Files.readString(home.resolve("keys/lookup.key"));

        new Keys(home).ensure(Clock.systemUTC());

        assertThat(home.resolve("keys/lookup.key")).hasContent(lookup);
        assertThat(home.resolve("keys/personal-data")).isDirectoryContaining("glob:**20260102T120000Z.key");

        assertThat(home.resolve("keys/tokens")).isDirectoryContaining("glob:**20260102T120000Z.pem");
        try (Stream<Path> keys = Files.list(home.resolve("keys/tokens"))) {
            assertThat(keys).hasSize(1);
        }
        assertThat(home.resolve("keys/tokens/20260102T120000Z.pem")).hasContent(token);
        assertThat(home.resolve("keys/services/order-service.pem")).hasContent(service);
    }

    @Test
    void publishesTheOtherHalfOfEachServiceKey() throws IOException, GeneralSecurityException {
        new Keys(home).ensure(NOON);
        var curve = KeyFactory.getInstance("EC");
        var secret = curve.generatePrivate(new PKCS8EncodedKeySpec(der("keys/services/order-service.pem")));
        var open = curve.generatePublic(new X509EncodedKeySpec(der("keys/services-public/order-service.pem")));

        var signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(secret);
        signing.update(new byte[] {1, 2, 3});
        var signature = signing.sign();
        signing.initVerify(open);
        signing.update(new byte[] {1, 2, 3});

        assertThat(signing.verify(signature)).isTrue();
    }

    @Test
    void signsWithTheKeyOfTheLastName() throws IOException {
        var keys = new Keys(home);
        keys.ensure(NOON);
        Files.copy(home.resolve("keys/tokens/20260102T120000Z.pem"), home.resolve("keys/tokens/20251231T235959Z.pem"));

        assertThat(keys.newestTokenKey().id()).isEqualTo("20260102T120000Z");
    }

    @Test
    void saysWhatToDoWhenThereIsNoKey() {
        assertThatThrownBy(() -> new Keys(home).newestTokenKey())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("./timedeal up");
    }

    @Test
    void namesTheFileThatIsNoKey() throws IOException {
        Files.createDirectories(home.resolve("keys/tokens"));
        Files.writeString(home.resolve("keys/tokens/x.pem"), "no key");

        assertThatThrownBy(() -> new Keys(home).newestTokenKey())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("x.pem");
    }

    private byte[] der(String file) throws IOException {
        return Base64.getMimeDecoder()
                .decode(Files.readString(home.resolve(file)).replaceAll("-----[^-]+-----", ""));
    }
}
