package com.timedeal.localinfrastructure;

import com.sun.security.auth.module.UnixSystem;
import com.timedeal.localinfrastructure.schema.DatabaseAddress;
import com.timedeal.localinfrastructure.schema.SchemaStatements;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * MariaDB on loopback, with durable commits and an account per service.
 *
 * <p>The data folder is made here rather than by {@code mariadb-install-db}, which is a shell script that not every
 * system's archive has; the SQL files and their order are that script's.
 */
final class MariaDb implements Server {

    private static final Duration BOOTSTRAP_LIMIT = Duration.ofMinutes(3);
    // Reading 300 MB of program from a cold disk takes its time.
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private static final List<String> SYSTEM_TABLES = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql",
            "mariadb_sys_schema.sql");

    private final Home home;
    private final ServerBinaries binaries;
    private final Settings settings;
    private final int port;
    private final Path data;
    private final ChildProcess process;

    MariaDb(Home home, ServerBinaries binaries, Settings settings, int port, Consumer<String> onUnexpectedEnd) {
        this.home = home;
        this.binaries = binaries;
        this.settings = settings;
        this.port = port;
        this.data = home.data("mariadb");
        this.process = new ChildProcess(name(), home, "--datadir=" + data, onUnexpectedEnd);
    }

    @Override
    public String name() {
        return "mariadb";
    }

    Optional<Long> pid() {
        return process.pid();
    }

    void stopLeftover() throws IOException {
        process.stopLeftover();
    }

    @Override
    public void start() throws IOException {
        if (process.isAlive()) {
            return;
        }
        var installation = binaries.mariaDb();
        if (!Files.isDirectory(data)) {
            createData(installation);
        }
        // Runs before the first connection is let in, so there is never a moment without passwords.
        var accounts = Home.writePrivately(home.data("mariadb-accounts.sql"), accountStatements());
        try {
            var command = new ArrayList<>(command(installation, data));
            command.addAll(List.of("--port=" + port, "--init-file=" + accounts));
            process.start(command, data, this::answers, START_LIMIT);
        } finally {
            Files.deleteIfExists(accounts);
        }
    }

    private List<String> command(Path installation, Path dataFolder) throws IOException {
        var command = new ArrayList<>(List.of(
                find(installation, "bin", "mariadbd", "mysqld", "mysqld.exe").toString(),
                "--no-defaults",
                "--basedir=" + installation,
                "--datadir=" + dataFolder,
                "--lc-messages-dir="
                        + find(installation, "english", "errmsg.sys")
                                .getParent()
                                .getParent(),
                "--bind-address=127.0.0.1",
                // Relative, and so in the data folder: as a full path it might be longer than the 107 bytes a socket
                // may have.
                "--socket=mariadb.sock",
                "--pid-file=mariadb.pid",
                // Its own, so that two servers starting at once do not tidy up each other's temporary tables.
                "--tmpdir=" + Files.createDirectories(dataFolder.resolveSibling(dataFolder.getFileName() + "-tmp")),
                "--skip-name-resolve",
                // Loopback only; making a certificate would cost seconds at every start.
                "--skip-ssl",
                "--local-infile=0",
                "--default-time-zone=+00:00",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_uca1400_ai_ci",
                "--max-connections=400",
                "--max-allowed-packet=64M",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=" + settings.bufferPool(),
                "--innodb-log-file-size=" + settings.redoLog()));
        if (runsAsRoot()) {
            command.add("--user=root");
        }
        return command;
    }

    private static boolean runsAsRoot() {
        return File.separatorChar == '/' && new UnixSystem().getUid() == 0;
    }

    private static Path find(Path installation, String parent, String... names) throws IOException {
        try (Stream<Path> files = Files.walk(installation)) {
            return files.filter(file -> file.getParent().endsWith(parent)
                            && List.of(names).contains(file.getFileName().toString()))
                    .findFirst()
                    .orElseThrow(() -> new CannotStart(
                            "The unpacked MariaDB in %s is incomplete; delete that folder and start again."
                                    .formatted(installation)));
        }
    }

    private void createData(Path installation) throws IOException {
        // Under another name until complete: a process killed here leaves nothing that looks like data.
        var unfinished = home.data("mariadb.unfinished");
        Home.delete(unfinished);
        Home.createPrivately(unfinished);
        var script = Files.writeString(home.data("mariadb-bootstrap.sql"), bootstrapStatements(installation));
        var log = home.log("mariadb-bootstrap");
        var command = new ArrayList<>(command(installation, unfinished));
        // A crash throws the folder away, so nothing is gained by waiting for the disk at every statement.
        command.addAll(List.of("--bootstrap", "--innodb-flush-log-at-trx-commit=0", "--max-allowed-packet=8M"));
        try {
            if (ShortRun.of(command, unfinished, script, log, BOOTSTRAP_LIMIT) != 0) {
                throw new CannotStart(StartFailure.explain(name(), ChildProcess.endOf(log, 0), home.folder()));
            }
        } finally {
            Files.delete(script);
        }
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String bootstrapStatements(Path installation) throws IOException {
        var share = find(installation, "share", "mariadb_system_tables.sql").getParent();
        var script =
                new StringBuilder("create database if not exists mysql;\nuse mysql;\nSET @auth_root_socket=NULL;\n");
        for (var file : SYSTEM_TABLES) {
            script.append(Files.readString(share.resolve(file), StandardCharsets.UTF_8))
                    .append('\n');
        }
        // The files make a root account without a password, for four hosts.
        script.append("use mysql;\n")
                .append("DELETE FROM global_priv WHERE User IN ('root', '');\n")
                .append("DELETE FROM proxies_priv;\n");
        return script.toString();
    }

    private String accountStatements() {
        var statements = new ArrayList<>(
                SchemaStatements.forAdministrator(Settings.DATABASE_ADMIN, settings.databaseAdminPassword()));
        settings.accounts()
                .forEach(account -> statements.addAll(SchemaStatements.forService(account, "utf8mb4_uca1400_ai_ci")));
        return String.join(";\n", statements) + ";\n";
    }

    private boolean answers() {
        var administrator =
                new DatabaseAddress("127.0.0.1", port, Settings.DATABASE_ADMIN, settings.databaseAdminPassword());
        try (var connection = administrator.connect()) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void pause() {
        process.pause();
    }

    @Override
    public void resume() {
        process.resume();
    }
}
