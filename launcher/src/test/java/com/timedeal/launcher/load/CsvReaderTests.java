package com.timedeal.launcher.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTests {

    @TempDir
    Path folder;

    private final List<Map<String, String>> rows = new ArrayList<>();

    @Test
    void readsWhatIsAddedWhileSomebodyWrites() throws IOException {
        var file = Files.writeString(folder.resolve("a.csv"), "label,code\nbuy,20");
        try (var in = Files.newInputStream(file)) {
            var reader = new CsvReader(in, rows::add);
            reader.read();
            assertThat(rows).as("half a record").isEmpty();

            Files.writeString(file, "1\nlook,200\n", StandardOpenOption.APPEND);
            reader.read();
        }
        assertThat(rows).containsExactly(Map.of("label", "buy", "code", "201"), Map.of("label", "look", "code", "200"));
    }

    @Test
    void understandsQuotesCommasAndLineBreaksInValues() throws IOException {
        var file = Files.writeString(
                folder.resolve("a.csv"),
                "\"a\",b,c\r\n\"1,\n2\",\"\"\"said\"\" \"\"they\"\"\",\r\n\"\",\"\"\"\",원\r\n");
        try (var in = Files.newInputStream(file)) {
            new CsvReader(in, rows::add).read();
        }
        assertThat(rows)
                .containsExactly(
                        Map.of("a", "1,\n2", "b", "\"said\" \"they\"", "c", ""), Map.of("a", "", "b", "\"", "c", "원"));
    }
}
