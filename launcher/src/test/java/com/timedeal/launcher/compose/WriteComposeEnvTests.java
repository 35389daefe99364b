package com.timedeal.launcher.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.secrets.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteComposeEnvTests {

    private static final Pattern REQUIRED = Pattern.compile("\\$\\{(TIMEDEAL_\\w+):\\?");

    @TempDir
    Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void givesComposeEverythingItAsksFor() throws IOException {
        write();

        var compose = Files.readString(Path.of("..", "docker-compose.yml"));
        assertThat(REQUIRED.matcher(compose).results().map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(lines()).anyMatch(line -> line.matches(name + "=.+")));
    }

    @Test
    void handsOutTheInstallationsOwnSecretsToItsOwnerAlone() throws IOException {
        write();

        assertThat(lines())
                .contains("TIMEDEAL_REDIS_PASSWORD=" + Secrets.read(home()).get("TIMEDEAL_REDIS_PASSWORD"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(".env"))))
                .isEqualTo("rw-------");
        assertThat(out.toString()).doesNotContain(Secrets.read(home()).get("TIMEDEAL_REDIS_PASSWORD"));
    }

    @Test
    void keepsTheLinesOfSomebodyElse() throws IOException {
        Files.writeString(root.resolve(".env"), "# mine\nTIMEDEAL_PUBLISH=0.0.0.0\nTIMEDEAL_UID=77\n");

        write();
        var once = lines();
        write();

        assertThat(lines()).isEqualTo(once).startsWith("# mine", "TIMEDEAL_PUBLISH=0.0.0.0");
        assertThat(lines()).filteredOn(line -> line.startsWith("TIMEDEAL_UID=")).hasSize(1);
    }

    private void write() throws IOException {
        var terminal = new Terminal(new PrintStream(out, true), false, 80);
        assertThat(new WriteComposeEnv(root, home(), Clock.systemUTC(), terminal).run(List.of()))
                .isZero();
    }

    private Path home() {
        return root.resolve(".timedeal");
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(root.resolve(".env"));
    }
}
