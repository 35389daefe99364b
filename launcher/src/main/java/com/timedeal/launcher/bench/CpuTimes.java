package com.timedeal.launcher.bench;

import com.timedeal.launcher.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Microseconds of processor time by process, since each began; the client is this program. Linux only: elsewhere it is empty.
 */
record CpuTimes(Map<String, Long> micros) {

    /** Clock ticks of /proc are hundredths of a second on every Linux there is. */
    private static final long TICK_MICROS = 10_000;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    static CpuTimes now(Platform platform) throws IOException {
        return new CpuTimes(OurProcesses.figures(platform, CpuTimes::micros));
    }

    private static long micros(Path process) throws IOException {
        var stat = Files.readString(process.resolve("stat"));
        // The second field is the name in brackets, which may hold anything.
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * TICK_MICROS;
    }

    /** What each used from then until now, per piece of work; who used next to nothing is left out. */
    Map<String, Long> perPiece(CpuTimes before, long pieces) {
        var used = new LinkedHashMap<String, Long>();
        micros.forEach((name, now) -> {
            var each = (now - before.micros.getOrDefault(name, 0L)) / Math.max(1, pieces);
            if (each > 0) {
                used.put(name, each);
            }
        });
        return used;
    }

    /** Microseconds that all but the client used from then until now. */
    long ofServicesSince(CpuTimes before) {
        return micros.entrySet().stream()
                .filter(process -> !process.getKey().equals(OurProcesses.CLIENT))
                .mapToLong(process ->
                        process.getValue() - before.micros.getOrDefault(process.getKey(), process.getValue()))
                .sum();
    }
}
