package com.timedeal.launcher.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What one process wrote; kept over restarts, with a line of ours where each run begins. */
public final class LogFile {

    private static final long ROTATE_BYTES = 20L * 1024 * 1024;
    private static final int TAIL_BYTES = 64 * 1024;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    /** How the line begins that we write before each run. */
    static final String RUN_MARK = "=== ";

    private final Path path;

    public LogFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** Begins a new run: a grown file becomes {@code <name>.log.1}, and a line says what begins. */
    void begin(String line) throws IOException {
        Files.createDirectories(path.getParent());
        if (Files.exists(path) && Files.size(path) > ROTATE_BYTES) {
            Files.move(
                    path,
                    path.resolveSibling(path.getFileName() + ".1"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(
                path,
                RUN_MARK + line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
    }

    /** The last lines of the last run, oldest first; none if there is no file. */
    public List<String> tail(int lines) throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        var all = end().lines().toList();
        var from = Math.max(0, all.size() - lines);
        for (var at = all.size() - 1; at >= from; at--) {
            if (all.get(at).startsWith(RUN_MARK)) {
                from = at + 1;
            }
        }
        return all.subList(from, all.size());
    }

    /** Copies everything in the file. */
    public void copyTo(OutputStream out) throws IOException {
        if (Files.exists(path)) {
            Files.copy(path, out);
        }
    }

    /** Copies the end of the file and then whatever is added, until the thread is interrupted. */
    public void follow(OutputStream out) throws IOException {
        var position = Files.exists(path) ? Math.max(0, Files.size(path) - TAIL_BYTES) : 0;
        var buffer = new byte[16 * 1024];
        while (!Thread.currentThread().isInterrupted()) {
            var size = Files.exists(path) ? Files.size(path) : 0;
            if (size < position) {
                position = 0;
            }
            if (size > position) {
                try (var file = new RandomAccessFile(path.toFile(), "r")) {
                    file.seek(position);
                    for (var read = file.read(buffer); read > 0; read = file.read(buffer)) {
                        out.write(buffer, 0, read);
                        position += read;
                    }
                }
                out.flush();
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private String end() throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            var from = Math.max(0, file.length() - TAIL_BYTES);
            file.seek(from);
            var bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            var text = new String(bytes, StandardCharsets.UTF_8);
            return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
        }
    }
}
