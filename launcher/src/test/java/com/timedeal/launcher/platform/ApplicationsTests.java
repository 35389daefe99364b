package com.timedeal.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationsTests {

    @TempDir
    private Path root;

    private Applications applications;

    @BeforeEach
    void prepare() {
        applications = new Applications(root, root.resolve("applications"), Path.of("java"));
    }

    @Test
    void tellBuildsOfTheSameTimeAndSizeApart() throws IOException {
        build("timeout: 2s");
        var before = applications.version(Program.ORDER);
        build("timeout: 3s");
        assertThat(applications.version(Program.ORDER)).isNotEqualTo(before);
        build("timeout: 2s");
        assertThat(applications.version(Program.ORDER)).isEqualTo(before);
    }

    /** As a reproducible build does: whatever is in it, with the same time. */
    private void build(String text) throws IOException {
        var jar = Files.createDirectories(root.resolve("order-service/target")).resolve("order-service.jar");
        var entry = new ZipEntry("application.yml");
        entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(entry);
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
    }
}
