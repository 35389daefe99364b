package com.timedeal.launcher.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.process.LogFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * The programs, unpacked from the jars that Maven built.
 *
 * <p>An unpacked jar starts in two thirds of the time. Each build goes to a folder of its own, so that building again never
 * pulls the classes from under a process that runs; the folder appears whole or not at all, so that several platforms may
 * share it.
 */
final class Applications {

    /** The build in use and the one before it, which may still run. */
    private static final int KEPT_VERSIONS = 2;

    private final Path root;
    private final Path folder;
    private final Path java;
    private final Map<Program, Lock> locks = new ConcurrentHashMap<>();

    Applications(Path root, Path folder, Path java) {
        this.root = root;
        this.folder = folder;
        this.java = java;
    }

    /**
     * A program ready to run.
     *
     * @param version a word that changes when the program was built again
     */
    record Application(Path jar, String version) {}

    /** The version that is built, without unpacking it. */
    String version(Program program) throws IOException {
        return version(program, builtJar(program));
    }

    boolean isUnpacked(Program program) throws IOException {
        return Files.isDirectory(folder.resolve(version(program)));
    }

    /** Unpacks the program if its jar is new; once, also when two instances of it start at the same moment. */
    Application unpack(Program program, Path logs) throws IOException, InterruptedException {
        var lock = locks.computeIfAbsent(program, each -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            return unpackAlone(program, logs);
        } finally {
            lock.unlock();
        }
    }

    private Application unpackAlone(Program program, Path logs) throws IOException, InterruptedException {
        var jar = builtJar(program);
        var version = version(program, jar);
        var target = folder.resolve(version);
        if (!Files.isDirectory(target)) {
            Files.createDirectories(folder);
            var draft = Files.createTempDirectory(folder, ".new-");
            try {
                switch (program) {
                    case INFRASTRUCTURE, MAILBOX -> copyWithLibraries(jar, draft);
                    case DISCOVERY, GATEWAY, USER, PRODUCT, ORDER, SCHEDULE, LAB ->
                        extract(program, jar, draft, new LogFile(logs.resolve(program.processName() + "-unpack.log")));
                }
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException anotherWasFirst) {
                // Another program's platform; the same jar gives the same folder. Of what kind the exception is depends
                // on the system.
                if (!Files.isDirectory(target)) {
                    throw anotherWasFirst;
                }
            } finally {
                delete(draft);
            }
            deleteOldVersions(program);
        }
        return new Application(target.resolve(jar.getFileName()), version);
    }

    private Path builtJar(Program program) throws IOException {
        var built = root.resolve(program.module()).resolve("target");
        var name =
                Pattern.compile(Pattern.quote(program.module()) + "(-[0-9][^/]*)?(?<!-tests|-sources|-javadoc)\\.jar");
        if (Files.isDirectory(built)) {
            try (Stream<Path> files = Files.list(built)) {
                var newest = files.filter(file ->
                                name.matcher(file.getFileName().toString()).matches())
                        .max(Comparator.comparing(file -> file.toFile().lastModified()));
                if (newest.isPresent()) {
                    return newest.get();
                }
            }
        }
        throw new Failure(program.module() + " is not built: there is no jar in " + built + ".");
    }

    /**
     * Told by the checksums that the jar keeps of its entries. Its time tells nothing, since a reproducible build gives every
     * jar the same one; and its size stays the same when a 2 becomes a 3.
     */
    private static String version(Program program, Path jar) throws IOException {
        var sum = new CRC32();
        try (var zip = new ZipFile(jar.toFile())) {
            zip.stream().forEach(entry -> sum.update((entry.getName() + " " + entry.getCrc() + "\n").getBytes(UTF_8)));
        }
        return program.processName() + "-"
                + Long.toString(sum.getValue(), 36) + "-"
                + Long.toString(Files.size(jar), 36);
    }

    private void extract(Program program, Path jar, Path target, LogFile log) throws IOException, InterruptedException {
        Files.createDirectories(log.path().getParent());
        Files.deleteIfExists(log.path());
        var extraction = new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        target.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.path().toFile())
                .start();
        int status;
        try {
            status = extraction.waitFor();
        } catch (InterruptedException e) {
            extraction.destroyForcibly();
            throw e;
        }
        if (status != 0) {
            throw new Failure(
                    program.module() + " cannot be unpacked from " + jar + ":\n" + String.join("\n", log.tail(20)));
        }
        Files.delete(log.path());
    }

    private static void copyWithLibraries(Path jar, Path target) throws IOException {
        Files.copy(jar, target.resolve(jar.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        var libraries = Files.createDirectory(target.resolve("lib"));
        try (Stream<Path> files = Files.list(jar.resolveSibling("lib"))) {
            for (var file : files.toList()) {
                linkOrCopy(file, libraries.resolve(file.getFileName()));
            }
        }
    }

    private static void linkOrCopy(Path from, Path to) throws IOException {
        try {
            // 180 MB that never change under their names.
            Files.createLink(to, from);
        } catch (IOException | UnsupportedOperationException otherFileSystem) {
            Files.copy(from, to);
        }
    }

    private void deleteOldVersions(Program program) throws IOException {
        List<Path> old;
        try (Stream<Path> folders = Files.list(folder)) {
            old = folders.filter(path -> path.getFileName().toString().startsWith(program.processName() + "-"))
                    .sorted(Comparator.comparing((Path path) -> path.toFile().lastModified())
                            .reversed())
                    .skip(KEPT_VERSIONS)
                    .toList();
        }
        for (var path : old) {
            delete(path);
        }
    }

    static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
