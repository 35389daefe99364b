package com.timedeal.launcher.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.launcher.command.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {

    @TempDir
    Path folder;

    @Test
    void makesLongSecretsThatAllDiffer() throws IOException {
        Secrets.ensure(folder.resolve("home"));

        var lines = Files.readAllLines(folder.resolve("home/secrets.env"));
        assertThat(lines).hasSize(Secrets.NAMES.size());
        assertThat(lines).allMatch(line -> line.matches("TIMEDEAL_[A-Z_]+_(PASSWORD|SECRET)=[A-Za-z0-9_-]{32,}"));
        assertThat(lines.stream().map(line -> line.split("=")[1])).doesNotHaveDuplicates();
    }

    @Test
    void letsNobodyElseRead() throws IOException {
        var home = folder.resolve("home");
        Secrets.ensure(home);

        assertThat(modes(home)).isEqualTo("rwx------");
        assertThat(modes(home.resolve("secrets.env"))).isEqualTo("rw-------");
        assertThat(home)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith(".new-"));
    }

    @Test
    void changesNothingWhenCalledAgain() throws IOException {
        Secrets.ensure(folder);
        var before = Files.readString(folder.resolve("secrets.env"));

        Secrets.ensure(folder);

        assertThat(folder.resolve("secrets.env")).hasContent(before);
    }

    @Test
    void addsWhatIsMissingAndKeepsTheRestByteByByte() throws IOException {
        Files.writeString(
                folder.resolve("secrets.env"), "# mine\nTIMEDEAL_REDIS_PASSWORD=kept-as-it-is-0123456789\nOTHER=x");

        var secrets = Secrets.ensure(folder);

        assertThat(Files.readString(folder.resolve("secrets.env")))
                .startsWith(
                        "# mine\nTIMEDEAL_REDIS_PASSWORD=kept-as-it-is-0123456789\nOTHER=x\nTIMEDEAL_DB_ADMIN_PASSWORD=");
        assertThat(secrets.get("TIMEDEAL_REDIS_PASSWORD")).isEqualTo("kept-as-it-is-0123456789");
        assertThat(modes(folder.resolve("secrets.env"))).isEqualTo("rw-------");
    }

    @Test
    void saysWhatToDoWhenThereAreNone() throws IOException {
        var none = Secrets.read(folder);

        assertThatThrownBy(() -> none.get("TIMEDEAL_REDIS_PASSWORD"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("./timedeal up");
    }

    @Test
    void doesNotPrintItself() throws IOException {
        var secrets = Secrets.ensure(folder);

        assertThat(secrets.toString()).doesNotContain(secrets.get("TIMEDEAL_AMQP_PASSWORD"));
    }

    private static String modes(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
