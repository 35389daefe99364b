package com.timedeal.launcher.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read, written whole or not at all. */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Makes the folder (mode 700) and those above it where they are missing; tightens it where it exists. */
    public static void folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (posix(folder)) {
            Files.setPosixFilePermissions(folder, OWNER_ONLY_FOLDER);
        }
    }

    /** Replaces the file (mode 600) in one step: a reader sees the old text or the new one, never half of either. */
    public static void write(Path file, String text) throws IOException {
        var draft = draft(file, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Like {@link #write} but leaves a file that exists as it is, even if another process made it a moment ago. */
    static void writeOnce(Path file, String text) throws IOException {
        var draft = draft(file, text);
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException anotherWasFirst) {
            // Its text stands.
        } finally {
            Files.delete(draft);
        }
    }

    static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Whether others than the owner can read it; false where the file system knows no modes. */
    public static boolean readableByOthers(Path path) throws IOException {
        if (!posix(path)) {
            return false;
        }
        var modes = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        return modes.contains(PosixFilePermission.GROUP_READ) || modes.contains(PosixFilePermission.OTHERS_READ);
    }

    private static Path draft(Path file, String text) throws IOException {
        FileAttribute<?>[] mode = posix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY_FILE)}
                : new FileAttribute<?>[0];
        var draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".new-", "", mode);
        Files.writeString(draft, text, StandardCharsets.UTF_8);
        return draft;
    }
}
