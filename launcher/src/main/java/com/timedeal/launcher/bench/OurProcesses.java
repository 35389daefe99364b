package com.timedeal.launcher.bench;

import com.timedeal.launcher.platform.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What /proc tells about the client, the services and the servers that one of them has started. Elsewhere than on Linux nothing. */
final class OurProcesses {

    static final String CLIENT = "client";

    private OurProcesses() {}

    @FunctionalInterface
    interface Figure {
        /** @param process its folder in /proc */
        long of(Path process) throws IOException;
    }

    /** @return the figure by name; processes of the same name are added up */
    static Map<String, Long> figures(Platform platform, Figure figure) throws IOException {
        var figures = new LinkedHashMap<String, Long>();
        add(figures, CLIENT, ProcessHandle.current().pid(), figure);
        for (var member : platform.running()) {
            var pid = platform.pid(member.name());
            if (pid.isPresent()) {
                add(figures, member.name(), pid.getAsLong(), figure);
                ProcessHandle.of(pid.getAsLong()).stream()
                        .flatMap(ProcessHandle::descendants)
                        .forEach(child -> add(figures, name(child), child.pid(), figure));
            }
        }
        return figures;
    }

    private static String name(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .map(name -> name.startsWith("mariadbd") ? "mariadb" : name.startsWith("redis") ? "redis" : name)
                .orElse("another");
    }

    private static void add(Map<String, Long> figures, String name, long pid, Figure figure) {
        try {
            figures.merge(name, figure.of(Path.of("/proc", Long.toString(pid))), Long::sum);
        } catch (IOException notLinuxOrGone) {
            // What cannot be read is not shown.
        }
    }
}
