package com.timedeal.launcher.platform;

import com.timedeal.launcher.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The database and Redis of an infrastructure process that was killed: its children live on and hold their ports and files.
 *
 * <p>The infrastructure writes down their numbers. A number alone names nobody, so the command line must speak of this home
 * folder too.
 */
final class Leftovers {

    private static final List<String> SERVERS = List.of("mariadb", "redis");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path home;

    Leftovers(Path home) {
        this.home = home;
    }

    /** Ends them, if there are any; must not be called while the infrastructure runs. */
    void stop(Progress progress) throws IOException, InterruptedException {
        for (var server : find()) {
            progress.update(server.name(), "left over (pid " + server.handle().pid() + "), stopping");
            server.handle().destroy();
            if (!Processes.awaitEnd(server.handle(), PATIENCE)) {
                server.handle().destroyForcibly();
                Processes.awaitEnd(server.handle(), PATIENCE);
            }
            progress.done(server.name(), "stopped");
        }
    }

    boolean any() throws IOException {
        return !find().isEmpty();
    }

    private record Server(String name, ProcessHandle handle) {}

    private List<Server> find() throws IOException {
        var found = new ArrayList<Server>();
        for (var name : SERVERS) {
            var pidFile = home.resolve("run").resolve(name + ".pid");
            if (Files.exists(pidFile)) {
                number(Files.readString(pidFile))
                        .flatMap(ProcessHandle::of)
                        .filter(Processes::isAlive)
                        .filter(this::isOurs)
                        .ifPresent(handle -> found.add(new Server(name, handle)));
            }
        }
        return found;
    }

    private boolean isOurs(ProcessHandle handle) {
        return handle.info()
                .commandLine()
                .filter(line -> line.contains(home.resolve("infrastructure").toString()))
                .isPresent();
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException cutShort) {
            return Optional.empty();
        }
    }
}
