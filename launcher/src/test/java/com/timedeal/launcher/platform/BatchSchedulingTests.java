package com.timedeal.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchSchedulingTests {

    @TempDir
    Path folder;

    @Test
    void theFirstToolOnTheSearchPathIsTaken() throws IOException {
        var tool = Files.createFile(folder.resolve("chrt"));
        assertThat(tool.toFile().setExecutable(true)).isTrue();

        assertThat(BatchScheduling.prefix(folder.resolve("none") + File.pathSeparator + folder))
                .containsExactly(tool.toString(), "--batch", "0");
    }

    @Test
    void withoutTheToolItIsStartedAsEver() {
        assertThat(BatchScheduling.prefix(folder.toString())).isEmpty();
        assertThat(BatchScheduling.prefix(null)).isEmpty();
    }
}
