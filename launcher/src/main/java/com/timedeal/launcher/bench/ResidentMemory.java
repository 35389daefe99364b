package com.timedeal.launcher.bench;

import com.timedeal.launcher.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How much of the machine's memory the processes of the platform hold, in megabytes. */
record ResidentMemory(Map<String, Long> megabytes) {

    private static final String FIELD = "VmRSS:";
    private static final long KILOBYTES = 1024;

    static ResidentMemory now(Platform platform) throws IOException {
        return new ResidentMemory(OurProcesses.figures(platform, ResidentMemory::megabytes));
    }

    private static long megabytes(Path process) throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith(FIELD))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES)
                .sum();
    }

    /** @return such as "mariadb 800 → 805 MB, …", of those processes that were there all the time */
    String since(ResidentMemory before, List<String> names) {
        return names.stream()
                .filter(megabytes::containsKey)
                .filter(before.megabytes::containsKey)
                .map(name -> name + " " + before.megabytes.get(name) + " → " + megabytes.get(name) + " MB")
                .collect(Collectors.joining(", "));
    }
}
