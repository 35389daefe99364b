package com.timedeal.localinfrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StartFailureTests {

    private static final Path HOME = Path.of("/somewhere/.timedeal");

    @Test
    void namesAMissingLibrary() {
        assertThat(
                        explain(
                                "mariadbd: error while loading shared libraries: libsystemd.so.0: cannot open shared object file"))
                .contains("libsystemd.so.0")
                .contains("TIMEDEAL_INFRA=external");
    }

    @Test
    void namesTheCLibraryThatIsTooOld() {
        assertThat(
                        explain(
                                "mariadbd: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by mariadbd)"))
                .contains("2.34")
                .contains("TIMEDEAL_INFRA=external");
    }

    @Test
    void saysThatTheDiskIsFull() {
        assertThat(explain(
                        "[ERROR] mariadbd: Error writing file './aria_log' (Errcode: 28 \"No space left on device\")"))
                .startsWith("The disk that holds /somewhere/.timedeal is full");
        assertThat(explain("InnoDB: preallocating 12582912 bytes for file ./ibtmp1 failed with error 28"))
                .startsWith("The disk");
    }

    @Test
    void findsTheReasonFarAboveTheEnd() {
        assertThat(explain("[ERROR] InnoDB: Cannot set log file ./ib_logfile101 size to 256.000MiB\n"
                        + "more\n".repeat(30)))
                .startsWith("The disk");
    }

    @Test
    void saysThatTheDataIsInUse() {
        assertThat(explain("[ERROR] mariadbd: Can't lock aria control file '/x/aria_log_control' for exclusive use"))
                .startsWith("Another server already uses");
    }

    @Test
    void saysThatTheBinaryIsForAnotherSystem() {
        assertThat(explain("Cannot run program \"/x/mariadbd\": Exec failed, error: 8 (Exec format error)"))
                .contains("does not run on this system");
        assertThat(explain("Cannot run program \"/x/mariadbd\": error=2, No such file or directory"))
                .contains("does not run on this system");
    }

    @Test
    void showsTheLogOfAnythingElse() {
        assertThat(explain("[ERROR] something new")).contains("did not start").contains("something new");
    }

    private static String explain(String lines) {
        return StartFailure.explain("mariadb", lines, HOME);
    }
}
