package com.timedeal.launcher.platform;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Starts a process under Linux's policy {@code SCHED_BATCH} (see sched(7)): whoever is woken by a packet does not push aside
 * who is running. Where gateway, services and database share few cores, each request would otherwise be a dozen changes of
 * process, which costs a third of the machine. No privilege is needed.
 */
final class BatchScheduling {

    private static final String TOOL = "chrt";

    private BatchScheduling() {}

    /** @return what to put before the command; nothing where the tool is not there, which only costs speed */
    static List<String> prefix(String searchPath) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(searchPath == null ? "" : searchPath)
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, TOOL))
                .filter(Files::isExecutable)
                .findFirst()
                .map(tool -> List.of(tool.toString(), "--batch", "0"))
                .orElse(List.of());
    }
}
