package com.timedeal.userservice.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTests {

    @TempDir
    private Path folder;

    @Test
    void readsKeysInTheOrderOfTheirNames() throws IOException {
        TestKeyFolder.add(folder, "20260201T000000Z");
        TestKeyFolder.add(folder, "20260101T000000Z");
        Files.writeString(folder.resolve("README"), "not a key");

        assertThat(new KeyFolder(folder).read())
                .extracting(RSAKey::getKeyID)
                .containsExactly("20260101T000000Z", "20260201T000000Z");
    }

    @Test
    void refusesToGoWithoutAFolder() {
        assertThatThrownBy(() -> new KeyFolder(null).look())
                .isInstanceOf(UnusableKeysException.class)
                .hasMessage("No folder of keys to sign access tokens with is named.");
        assertThatThrownBy(() -> new KeyFolder(Path.of("")).look()).isInstanceOf(UnusableKeysException.class);
        assertThatThrownBy(() -> new KeyFolder(folder.resolve("missing")).look())
                .isInstanceOf(UnusableKeysException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void refusesAFolderWithoutKeys() {
        assertThatThrownBy(() -> new KeyFolder(folder).look())
                .isInstanceOf(UnusableKeysException.class)
                .hasMessage("There is no key to sign access tokens with in the folder " + folder + ".");
    }

    @Test
    void refusesAShortKey() throws IOException {
        var file = TestKeyFolder.add(folder, "short", "RSA", 1024);

        assertThatThrownBy(() -> new KeyFolder(folder).read())
                .isInstanceOf(UnusableKeysException.class)
                .hasMessage("The key " + file + " has 1024 bits; keys that sign access tokens need at least 2048.");
    }

    @Test
    void refusesWhatIsNoRsaKey() throws IOException {
        TestKeyFolder.add(folder, "elliptic", "EC", 256);

        assertThatThrownBy(() -> new KeyFolder(folder).read())
                .isInstanceOf(UnusableKeysException.class)
                .hasMessageContaining("elliptic.pem is not a PKCS#8 RSA private key");
    }

    @Test
    void refusesHalfAFile() throws IOException {
        var file = TestKeyFolder.add(folder, "half");
        Files.writeString(file, Files.readString(file).substring(0, 700));

        assertThatThrownBy(() -> new KeyFolder(folder).read()).isInstanceOf(UnusableKeysException.class);
    }
}
