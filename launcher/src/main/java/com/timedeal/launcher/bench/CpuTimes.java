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
        var micros = new LinkedHashMap<String, Long>();
        add(micros, "client", ProcessHandle.current().pid());
        for (var member : platform.running()) {
            var pid = platform.pid(member.name());
            if (pid.isPresent()) {
                add(micros, member.name(), pid.getAsLong());
                ProcessHandle.of(pid.getAsLong()).stream()
                        .flatMap(ProcessHandle::descendants)
                        .forEach(child -> add(micros, name(child), child.pid()));
            }
        }
        return new CpuTimes(micros);
    }

    private static String name(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .map(name -> name.startsWith("mariadbd") ? "mariadb" : name.startsWith("redis") ? "redis" : name)
                .orElse("another");
    }

    private static void add(Map<String, Long> micros, String name, long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The second field is the name in brackets, which may hold anything.
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            var ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
            micros.merge(name, ticks * TICK_MICROS, Long::sum);
        } catch (IOException notLinuxOrGone) {
            // What cannot be read is not shown.
        }
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
}
