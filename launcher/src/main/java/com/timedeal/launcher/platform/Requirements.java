package com.timedeal.launcher.platform;

import com.timedeal.launcher.process.PortHolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What the machine must offer before anything is started; each lack is one sentence that says what to do. */
public final class Requirements {

    private static final long MEGABYTE = 1024L * 1024;

    /** 350 MB database server, 400 MB unpacked services, data and logs, and as much again as air. */
    private static final long FIRST_RUN_DISK = 2_200 * MEGABYTE;

    private static final long LATER_DISK = 300 * MEGABYTE;

    private final PlatformSettings settings;

    public Requirements(PlatformSettings settings) {
        this.settings = settings;
    }

    /** Everything that stands in the way of starting these members; empty if nothing does. */
    public List<String> lacks(Collection<Member> members) throws IOException {
        var lacks = new ArrayList<String>();
        lacks.addAll(takenPorts(members));
        lacks.addAll(disk());
        lacks.addAll(memory(members));
        return lacks;
    }

    /** A sentence for each port that somebody else holds. */
    public List<String> takenPorts(Collection<Member> members) {
        var taken = new ArrayList<String>();
        for (var member : members) {
            settings.ports().needs(member).forEach((variable, port) -> {
                if (PortHolder.isTaken(port)) {
                    var holder = PortHolder.describe(port).orElse("another process");
                    taken.add("Port " + port + ", which " + member + " needs, is taken by " + holder
                            + ". Stop that, or choose " + variable
                            + "=<another port>, or move all ports with TIMEDEAL_PORT_OFFSET=1000.");
                }
            });
        }
        return taken;
    }

    public List<String> disk() throws IOException {
        var folder = existing(settings.home());
        var needed = Files.isDirectory(settings.applications()) ? LATER_DISK : FIRST_RUN_DISK;
        var free = Files.getFileStore(folder).getUsableSpace();
        return free >= needed
                ? List.of()
                : List.of("There are " + free / MEGABYTE + " MB free on the disk of " + folder + ", and about "
                        + needed / MEGABYTE + " MB are needed: free some, or put TIMEDEAL_HOME on another disk.");
    }

    public List<String> memory(Collection<Member> members) throws IOException {
        var needed = members.stream()
                        .mapToLong(member -> member.program().residentMegabytes(settings.jvm()))
                        .sum()
                * MEGABYTE;
        var available = availableMemory();
        return available.isEmpty() || available.getAsLong() >= needed
                ? List.of()
                : List.of("There are " + available.getAsLong() / MEGABYTE + " MB of memory free, and about "
                        + needed / MEGABYTE + " MB are needed: close something, or start fewer instances.");
    }

    /** A summary for {@code doctor}. */
    public String diskAndMemory() throws IOException {
        var disk = Files.getFileStore(existing(settings.home())).getUsableSpace();
        var memory = availableMemory();
        return String.format(
                Locale.ROOT,
                "%.1f GB disk free, %s memory free",
                disk / 1024.0 / MEGABYTE,
                memory.isEmpty()
                        ? "unknown"
                        : String.format(Locale.ROOT, "%.1f GB", memory.getAsLong() / 1024.0 / MEGABYTE));
    }

    /**
     * What could be had without pushing others out. Linux tells ({@code MemAvailable}, and swap); where only the whole
     * memory is known, that is the bound. A container's own limit bounds both.
     */
    private static OptionalLong availableMemory() throws IOException {
        var info = Path.of("/proc/meminfo");
        long available;
        if (Files.isReadable(info)) {
            available = 0;
            for (var line : Files.readAllLines(info)) {
                if (line.startsWith("MemAvailable:") || line.startsWith("SwapFree:")) {
                    available += Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } else if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system) {
            available = system.getTotalMemorySize();
        } else {
            return OptionalLong.empty();
        }
        var limit = Path.of("/sys/fs/cgroup/memory.max");
        if (Files.isReadable(limit)) {
            var text = Files.readString(limit).strip();
            if (text.matches("\\d{1,18}")) {
                available = Math.min(available, Long.parseLong(text));
            }
        }
        return OptionalLong.of(available);
    }

    private static Path existing(Path path) {
        var folder = path.toAbsolutePath();
        while (!Files.exists(folder)) {
            folder = folder.getParent();
        }
        return folder;
    }
}
