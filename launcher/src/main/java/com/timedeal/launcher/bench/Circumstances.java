package com.timedeal.launcher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Under what it was measured, as sentences of a list. */
record Circumstances(List<String> lines) {

    static Circumstances of(Stage stage, BenchArguments arguments, List<String> tunings, Instant now)
            throws IOException {
        var books = stage.books();
        var lines = new ArrayList<String>();
        lines.add("measured " + now.truncatedTo(ChronoUnit.MINUTES) + " on " + processor() + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, " + memory() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version")
                + "; the client and all servers on this machine");
        lines.add("JDK " + Runtime.version()
                + ", services with `TIMEDEAL_JVM=throughput`: parallel collector, `SCHED_BATCH` where there is `chrt`");
        lines.add("MariaDB " + books.text("select version()") + ", buffer pool "
                + megabytes(books.number("select @@innodb_buffer_pool_size")) + ", redo log "
                + megabytes(books.number("select @@innodb_log_file_size"))
                + ", `innodb_flush_log_at_trx_commit=" + books.number("select @@innodb_flush_log_at_trx_commit")
                + "` (each commit is on disk before it is answered)");
        lines.add(String.format(
                Locale.ROOT,
                "%d rounds in alternating order, about %d s each, %d connections that ask again as soon as they are"
                        + " answered; medians; each token is used %d times, for a sale of its own each time",
                arguments.rounds(),
                arguments.time().toSeconds(),
                arguments.connections(),
                Tokens.USES));
        tunings.forEach(tuning -> lines.add("tried for " + tuning));
        return new Circumstances(List.copyOf(lines));
    }

    private static String megabytes(long bytes) {
        return bytes / 1024 / 1024 + " MB";
    }

    private static String processor() throws IOException {
        var info = Path.of("/proc/cpuinfo");
        if (Files.isReadable(info)) {
            for (var line : Files.readAllLines(info)) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        }
        return System.getProperty("os.arch");
    }

    private static String memory() throws IOException {
        var info = Path.of("/proc/meminfo");
        if (Files.isReadable(info)) {
            for (var line : Files.readAllLines(info)) {
                if (line.startsWith("MemTotal:")) {
                    return Math.round(Long.parseLong(line.replaceAll("\\D", "")) / 1024.0 / 1024.0) + " GB";
                }
            }
        }
        return "memory unknown";
    }
}
