package com.timedeal.userservice.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTests {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    /** Overflows on the way, as the real one may. */
    private long nanos = Long.MAX_VALUE - 1;

    private SigningKeys keys;

    @BeforeEach
    void startWithTwoKeys() throws IOException {
        TestKeyFolder.add(folder, "2026-01");
        TestKeyFolder.add(folder, "2026-02");
        keys = new SigningKeys(new KeyFolder(folder), LOOK_EVERY, () -> nanos);
    }

    @Test
    void signsWithTheNewestAndPublishesAll() {
        assertThat(keys.signing().getKeyID()).isEqualTo("2026-02");
        assertThat(published()).containsExactlyInAnyOrder("2026-01", "2026-02");
    }

    @Test
    void keepsPrivatePartsToItself() {
        assertThat(keys.published().getKeys()).noneMatch(JWK::isPrivate);
        // Even when asked for them.
        assertThat(keys.published().toString(false)).doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"dp\"");
        assertThat(keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null))
                .hasSize(2)
                .noneMatch(JWK::isPrivate);
    }

    @Test
    void publishesANewKeyBeforeItSigns() throws IOException {
        TestKeyFolder.add(folder, "2026-03");

        passes(LOOK_EVERY);
        assertThat(published()).contains("2026-03");
        assertThat(keys.signing().getKeyID()).isEqualTo("2026-02");

        passes(LOOK_EVERY.multipliedBy(2));
        assertThat(keys.signing().getKeyID()).isEqualTo("2026-03");
        assertThat(published()).containsExactlyInAnyOrder("2026-01", "2026-02", "2026-03");
    }

    @Test
    void looksOnlySoOften() throws IOException {
        TestKeyFolder.add(folder, "2026-03");

        passes(LOOK_EVERY.minusNanos(1));

        assertThat(published()).doesNotContain("2026-03");
    }

    @Test
    void forgetsAKeyThatWasTakenAway() throws IOException {
        Files.delete(folder.resolve("2026-02.pem"));

        passes(LOOK_EVERY);

        assertThat(published()).containsExactly("2026-01");
        assertThat(keys.signing().getKeyID()).isEqualTo("2026-01");
    }

    @Test
    void signsAtOnceWithTheNewestWhenAllWereReplaced() throws IOException {
        Files.delete(folder.resolve("2026-01.pem"));
        Files.delete(folder.resolve("2026-02.pem"));
        TestKeyFolder.add(folder, "2026-03");

        passes(LOOK_EVERY);

        assertThat(keys.signing().getKeyID()).isEqualTo("2026-03");
    }

    @Test
    void staysAsItWasWhileTheFolderMakesNoSense() throws IOException {
        var broken = Files.writeString(folder.resolve("2026-03.pem"), "half a key");
        passes(LOOK_EVERY);
        assertThat(published()).containsExactlyInAnyOrder("2026-01", "2026-02");

        Files.delete(broken);
        TestKeyFolder.add(folder, "2026-03");
        passes(LOOK_EVERY);
        assertThat(published()).contains("2026-03");

        for (var kid : List.of("2026-01", "2026-02", "2026-03")) {
            Files.delete(folder.resolve(kid + ".pem"));
        }
        passes(LOOK_EVERY);
        assertThat(published()).hasSize(3);
    }

    @Test
    void doesNotStartWithoutAKey(@TempDir Path empty) {
        assertThatThrownBy(() -> new SigningKeys(new KeyFolder(empty), LOOK_EVERY, () -> nanos))
                .isInstanceOf(UnusableKeysException.class);
    }

    private List<String> published() {
        return keys.published().getKeys().stream().map(JWK::getKeyID).toList();
    }

    private void passes(Duration time) {
        nanos += time.toNanos();
    }
}
