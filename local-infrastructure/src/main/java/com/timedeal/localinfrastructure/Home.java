package com.timedeal.localinfrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The folder that belongs to one infrastructure process at a time.
 *
 * <p>The lock is the operating system's: it ends with the process, however that ends.
 */
final class Home implements AutoCloseable {

    private final Path folder;
    private final FileChannel lock;

    private Home(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder if it is missing and takes it for this process.
     *
     * @throws CannotStart if another process has it
     */
    static Home take(Path folder) throws IOException {
        var run = Files.createDirectories(folder.resolve("run"));
        Files.createDirectories(folder.resolve("logs"));
        createPrivately(folder.resolve("infrastructure"));
        var lock = FileChannel.open(
                run.resolve("infrastructure.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            var holder = ByteBuffer.allocate(20);
            lock.read(holder);
            lock.close();
            throw new CannotStart(
                    "Another infrastructure process (pid %s) already runs in %s; stop it, or set TIMEDEAL_HOME to another folder."
                            .formatted(new String(holder.array(), StandardCharsets.US_ASCII).strip(), folder));
        }
        lock.truncate(0);
        lock.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        return new Home(folder, lock);
    }

    Path folder() {
        return folder;
    }

    /** Folder for the data of one server; only its parent is there for sure. */
    Path data(String server) {
        return folder.resolve("infrastructure").resolve(server);
    }

    Path log(String server) {
        return folder.resolve("logs").resolve(server + ".log");
    }

    Path pidFile(String server) {
        return folder.resolve("run").resolve(server + ".pid");
    }

    /** Says to whoever waits for it where the servers are; appears complete or not at all. */
    void announce(Map<String, String> variables) throws IOException {
        var lines = variables.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        var complete = Files.writeString(folder.resolve("infrastructure.env.new"), lines);
        Files.move(complete, announcement(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void withdrawAnnouncement() throws IOException {
        Files.deleteIfExists(announcement());
    }

    private Path announcement() {
        return folder.resolve("infrastructure.env");
    }

    /** Gives the folder back; servers must have stopped. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** A file that only its owner can read, written anew. */
    static Path writePrivately(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.writeString(file, content);
    }

    /** A folder that only its owner can enter; one that exists is left as it is. */
    static Path createPrivately(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        if (Files.getFileStore(folder.getParent()).supportsFileAttributeView("posix")) {
            return Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return Files.createDirectory(folder);
    }

    /** Deletes a folder with everything in it; a folder that is not there is fine. */
    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException notDeleted) {
                    throw new UncheckedIOException(notDeleted);
                }
            });
        } catch (NoSuchFileException nothingToDo) {
            // Deleting twice is as good as once.
        } catch (UncheckedIOException notDeleted) {
            throw notDeleted.getCause();
        }
    }
}
