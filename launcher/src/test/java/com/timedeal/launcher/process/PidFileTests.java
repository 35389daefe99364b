package com.timedeal.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTests {

    private static final String NOBODYS_MARK = "-Dtimedeal.process=nobody@nowhere";

    private final ProcessHandle self = ProcessHandle.current();
    private final Instant start = self.info().startInstant().orElseThrow();

    @TempDir
    Path folder;

    @Test
    void findsTheProcessThatWasStartedThen() {
        assertThat(new PidFile(self.pid(), start, "v").find(NOBODYS_MARK)).contains(self);
    }

    @Test
    void doesNotTakeTheNextProcessWithThatNumberForIt() {
        assertThat(new PidFile(self.pid(), start.minusSeconds(60), "v").find(NOBODYS_MARK))
                .isEmpty();
    }

    @Test
    void keepsWhatItWasTold() throws IOException {
        var written = new PidFile(4711, start, "order-service-1");
        written.write(folder.resolve("x.pid"));

        assertThat(PidFile.read(folder.resolve("x.pid"))).contains(written);
    }

    @Test
    void namesNobodyWhenTornOrMissing() throws IOException {
        assertThat(PidFile.read(folder.resolve("missing.pid"))).isEmpty();
        Files.writeString(folder.resolve("torn.pid"), "pid=47");
        assertThat(PidFile.read(folder.resolve("torn.pid"))).isEmpty();
    }
}
