package com.timedeal.userservice.personaldata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingTests {

    private static final SecretKey OLD = key(1);
    private static final SecretKey NEWER = key(2);
    private static final String TEXT = "김민수 🔑";

    private final Sealing sealing = sealing("2026", OLD);

    @TempDir
    private Path folder;

    @Test
    void opensWhatItSealed() {
        var sealed = sealing.seal("name:1", TEXT);

        assertThat(sealed).startsWith("2026:").doesNotContain("김");
        assertThat(sealing.open("name:1", sealed)).isEqualTo(TEXT);
        assertThat(sealing.seal("name:1", null)).isNull();
        assertThat(sealing.open("name:1", null)).isNull();
    }

    @Test
    void sealsTheSameTextDifferentlyEachTime() {
        assertThat(sealing.seal("name:1", TEXT)).isNotEqualTo(sealing.seal("name:1", TEXT));
    }

    @Test
    void opensInItsPlaceAlone() {
        var sealed = sealing.seal("name:1", TEXT);

        assertThatThrownBy(() -> sealing.open("name:2", sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sealing.open("phone:1", sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noticesEveryChangedByte() {
        var sealed = sealing.seal("name:1", TEXT);
        var bytes = Base64.getDecoder().decode(sealed.substring(5));
        for (var i = 0; i < bytes.length; i++) {
            var changed = bytes.clone();
            changed[i] ^= 1;
            var text = "2026:" + Base64.getEncoder().encodeToString(changed);
            assertThatThrownBy(() -> sealing.open("name:1", text)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> sealing.open("name:1", "2026:")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sealing.open("name:1", "2026:?")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sealing.open("name:1", TEXT)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sealsWithTheNewestKeyAndOpensWithAll() {
        var before = sealing.seal("name:1", TEXT);
        var keys = new TreeMap<String, SecretKey>();
        keys.put("2026", OLD);
        keys.put("2027", NEWER);
        var rotated = new Sealing(keys);

        assertThat(rotated.open("name:1", before)).isEqualTo(TEXT);
        assertThat(rotated.seal("name:1", TEXT)).startsWith("2027:");
        assertThatThrownBy(() -> sealing("2027", NEWER).open("name:1", before))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2026");
    }

    @Test
    void readsKeysFromFiles() throws Exception {
        Files.writeString(folder.resolve("a.key"), Base64.getEncoder().encodeToString(new byte[32]) + "\n");
        assertThat(KeyFiles.folder(folder).keySet()).containsExactly("a");

        Files.writeString(folder.resolve("b.key"), Base64.getEncoder().encodeToString(new byte[16]));
        assertThatThrownBy(() -> KeyFiles.folder(folder)).hasMessageContaining("256 bits");
        Files.writeString(folder.resolve("b.key"), "!");
        assertThatThrownBy(() -> KeyFiles.folder(folder)).hasMessageContaining("Base64");
        assertThatThrownBy(() -> KeyFiles.folder(Files.createDirectory(folder.resolve("empty"))))
                .hasMessageContaining("no key");
    }

    @Test
    void hashesForEachUseApart() {
        var hash = new KeyedHash(key(1));

        assertThat(hash.hex("a", "text")).hasSize(64).isEqualTo(hash.hex("a", "text"));
        assertThat(hash.hex("b", "text")).isNotEqualTo(hash.hex("a", "text"));
        assertThat(new KeyedHash(key(2)).hex("a", "text")).isNotEqualTo(hash.hex("a", "text"));
    }

    private static Sealing sealing(String id, SecretKey key) {
        var keys = new TreeMap<String, SecretKey>();
        keys.put(id, key);
        return new Sealing(keys);
    }

    private static SecretKey key(int seed) {
        var bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) seed);
        return new SecretKeySpec(bytes, "AES");
    }
}
