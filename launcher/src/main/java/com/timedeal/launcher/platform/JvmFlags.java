package com.timedeal.launcher.platform;

import com.timedeal.launcher.platform.PlatformSettings.Jvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How the JVMs are tuned.
 *
 * <p>By default for a quick start and little memory: the first compiler only ({@code TieredStopAtLevel=1}) brings a service
 * up in about 60 % of the time on two cores, because the second compiler takes a core away from starting; the serial
 * collector needs no threads of its own. {@code TIMEDEAL_JVM=throughput} takes both back: the optimising compiler for those
 * who work in a rush, and the parallel collector, whose cost per request is the lowest of all once it has room: with the ordinary heap it took a fifth of
 * order-service's time.
 *
 * <p>A quick start also remembers itself: when a program first stops, its JVM writes down the classes it had loaded, and
 * maps them at the next start instead of reading and checking them again, which spares a third of the work. The JVM
 * itself sees whether the archive fits and makes another one if not; a crash leaves none, or one that is not taken.
 *
 * <p>A JVM that has run out of memory ends at once ({@code ExitOnOutOfMemoryError}), so that it is seen and another instance
 * takes over, rather than living on with threads that died.
 */
final class JvmFlags {

    private static final int WARNS_OF_UNSAFE_SINCE = 24;
    private static final int COMPACT_HEADERS_SINCE = 25;

    /** Of classes, before a full collection looks whether some can be dropped: it never can, and a start had three or four of them. */
    private static final int CLASS_MEGABYTES = 192;

    /**
     * Address space for compiled code. Both collectors stop everything for a full collection when 15 % of it have been filled since
     * the last one. With the JVM's own sizes (48 MB for the first compiler alone, 240 MB for both) that was 100–200 ms in the middle
     * of a start, and 250 ms of order-service in the middle of a rush.
     */
    private static final int CODE_MEGABYTES = 768;

    /** Who works in a rush, and is worth the time of the second compiler. */
    private static final Set<Program> IN_A_RUSH =
            EnumSet.of(Program.GATEWAY, Program.USER, Program.PRODUCT, Program.ORDER, Program.LAB);

    /** Times the ordinary heap. */
    static final int THROUGHPUT_HEAP = 2;

    /** Most for the young: what a request makes is garbage when it is answered, if there is room to wait for that. */
    private static final int YOUNG_PERCENT = 62;

    private JvmFlags() {}

    /** @param folder of the unpacked program, where its archive of classes lies */
    static List<String> of(Member member, Jvm jvm, int javaVersion, int cores, Path folder) {
        var program = member.program();
        var flags = new ArrayList<String>();
        var heap = jvm == Jvm.THROUGHPUT ? program.heapMegabytes() * THROUGHPUT_HEAP : program.heapMegabytes();
        flags.add("-Xmx" + heap + "m");
        flags.add("-XX:+ExitOnOutOfMemoryError");
        flags.add("-XX:MetaspaceSize=" + CLASS_MEGABYTES + "m");
        flags.add("-XX:ReservedCodeCacheSize=" + CODE_MEGABYTES + "m");
        switch (jvm) {
            case QUICK -> {
                flags.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
                flags.addAll(classArchive(member, folder));
                // Hundreds of lines about classes that no archive can hold would hide what matters in the logs.
                flags.add("-Xlog:cds*=off");
            }
            case THROUGHPUT -> {
                flags.add("-Xmn" + heap * YOUNG_PERCENT / 100 + "m");
                flags.add("-XX:+UseParallelGC");
                if (!IN_A_RUSH.contains(program)) {
                    // It does little, so that it would go on compiling all the time, on cores that are wanted
                    // elsewhere.
                    flags.add("-XX:TieredStopAtLevel=1");
                }
                // All of them share the cores of this machine: with a thread per core in each, requests change threads
                // more often than they are worked on.
                flags.add("-Dreactor.netty.ioWorkerCount=" + Math.max(1, cores / 2));
                flags.add("-Djdk.virtualThreadScheduler.parallelism=" + Math.max(1, cores / 2));
                if (javaVersion >= COMPACT_HEADERS_SINCE) {
                    flags.add("-XX:+UseCompactObjectHeaders");
                }
            }
        }
        if (javaVersion >= WARNS_OF_UNSAFE_SINCE) {
            // Netty and others still reach for memory in the old way; the warnings would hide what matters in the logs.
            flags.add("--sun-misc-unsafe-memory-access=allow");
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        return flags;
    }

    private static List<String> classArchive(Member member, Path folder) {
        if (member.program() == Program.INFRASTRUCTURE || member.program() == Program.MAILBOX) {
            return List.of(); // loads its libraries by itself, which no archive remembers
        }
        var archive = "-XX:SharedArchiveFile=" + folder.resolve(member.program().processName() + ".jsa");
        // One writer is enough: further instances read what the first has left.
        return member.instance() == 1
                ? List.of("-XX:+AutoCreateSharedArchive", archive)
                : List.of("-Xshare:auto", archive);
    }
}
