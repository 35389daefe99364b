package com.timedeal.launcher.bench;

import com.timedeal.launcher.command.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Renews the measured part of docs/performance.md and its picture; what people wrote around it stays. */
final class WritePerformance {

    static final String BEGIN = "<!-- measured: written by ./timedeal bench --write -->";
    static final String END = "<!-- end of what was measured -->";

    private final Path docs;

    /** @param docs the folder of the documentation */
    WritePerformance(Path docs) {
        this.docs = docs;
    }

    void write(Results results, Circumstances circumstances) throws IOException {
        var page = docs.resolve("performance.md");
        Files.writeString(page, renewed(Files.readString(page), part(results, circumstances)));
        Files.writeString(
                Files.createDirectories(docs.resolve("images")).resolve("performance.svg"), new Picture(results).svg());
    }

    private static List<String> part(Results results, Circumstances circumstances) {
        var table = new BenchTable(results);
        var lines = new ArrayList<String>();
        lines.add("![Answers per second](images/performance.svg)");
        lines.add("");
        circumstances.lines().forEach(line -> lines.add("- " + line));
        lines.add("");
        lines.addAll(table.throughputs());
        lines.add("");
        lines.addAll(table.ratios());
        lines.add("");
        lines.addAll(table.processorTimes());
        return lines;
    }

    static String renewed(String page, List<String> part) {
        var from = page.indexOf(BEGIN);
        var to = page.indexOf(END);
        if (from < 0 || to < from) {
            throw new Failure("docs/performance.md has lost the lines between which the figures stand: " + BEGIN
                    + " and " + END + ".");
        }
        return page.substring(0, from + BEGIN.length()) + "\n\n" + String.join("\n", part) + "\n\n"
                + page.substring(to);
    }
}
