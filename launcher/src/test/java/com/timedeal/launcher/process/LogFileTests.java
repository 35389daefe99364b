package com.timedeal.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTests {

    @TempDir
    Path folder;

    private LogFile log;

    @BeforeEach
    void name() {
        log = new LogFile(folder.resolve("logs").resolve("x.log"));
    }

    @Test
    void showsTheLastLinesOldestFirst() throws IOException {
        log.begin("x started");
        write("a\nb\nc\n");

        assertThat(log.tail(2)).containsExactly("b", "c");
    }

    @Test
    void showsNothingOfEarlierRuns() throws IOException {
        log.begin("x started");
        write("old\n");
        log.begin("x started");
        write("new\n");

        assertThat(log.tail(20)).containsExactly("new");
    }

    @Test
    void findsTheEndOfALongFile() throws IOException {
        log.begin("x started");
        write(IntStream.range(0, 100_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n")) + "\n");

        assertThat(log.tail(2)).containsExactly("line 99998", "line 99999");
    }

    @Test
    void isEmptyBeforeTheFirstRun() throws IOException {
        assertThat(log.tail(20)).isEmpty();
    }

    private void write(String text) throws IOException {
        Files.writeString(log.path(), text, StandardOpenOption.APPEND);
    }
}
