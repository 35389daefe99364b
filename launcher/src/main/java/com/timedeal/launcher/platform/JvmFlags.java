package com.timedeal.launcher.platform;

import com.timedeal.launcher.platform.PlatformSettings.Jvm;
import java.util.ArrayList;
import java.util.List;

/**
 * How the JVMs are tuned.
 *
 * <p>By default for a quick start and little memory: the first compiler only ({@code TieredStopAtLevel=1}) brings a service
 * up in about 60 % of the time on two cores, because the second compiler takes a core away from starting; the serial
 * collector needs no threads of its own. {@code TIMEDEAL_JVM=throughput} takes both back: the optimising compiler, and the
 * parallel collector, whose cost per request is the lowest of all.
 *
 * <p>A JVM that has run out of memory ends at once ({@code ExitOnOutOfMemoryError}), so that it is seen and another instance
 * takes over, rather than living on with threads that died.
 */
final class JvmFlags {

    private static final int WARNS_OF_UNSAFE_SINCE = 24;

    private JvmFlags() {}

    static List<String> of(Program program, Jvm jvm, int javaVersion) {
        var flags = new ArrayList<String>();
        flags.add("-Xmx" + program.heapMegabytes() + "m");
        flags.add("-XX:+ExitOnOutOfMemoryError");
        switch (jvm) {
            case QUICK -> flags.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
            case THROUGHPUT -> flags.add("-XX:+UseParallelGC");
        }
        if (javaVersion >= WARNS_OF_UNSAFE_SINCE) {
            // Netty and others still reach for memory in the old way; the warnings would hide what matters in the logs.
            flags.add("--sun-misc-unsafe-memory-access=allow");
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        return flags;
    }
}
