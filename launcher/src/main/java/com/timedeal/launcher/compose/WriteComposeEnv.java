package com.timedeal.launcher.compose;

import com.timedeal.launcher.command.Command;
import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.secrets.Keys;
import com.timedeal.launcher.secrets.PrivateFiles;
import com.timedeal.launcher.secrets.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * {@code ./timedeal compose-env}: writes {@code .env}, from which {@code docker-compose.yml} takes every secret.
 *
 * <p>The secrets and keys are those of {@code ./timedeal up}, so tokens of one are good for the other. Lines of somebody
 * else in that file stay as they are.
 */
public final class WriteComposeEnv implements Command {

    private final Path root;
    private final Path home;
    private final Clock clock;
    private final Terminal terminal;

    public WriteComposeEnv(Path root, Path home, Clock clock, Terminal terminal) {
        this.root = root;
        this.home = home;
        this.clock = clock;
        this.terminal = terminal;
    }

    @Override
    public int run(List<String> args) throws IOException {
        if (!args.isEmpty()) {
            throw new UsageException("compose-env does not know '" + args.get(0) + "'. Usage: ./timedeal compose-env");
        }
        var secrets = Secrets.ensure(home);
        var keys = new Keys(home);
        keys.ensure(clock);

        var variables = new LinkedHashMap<String, String>();
        Secrets.NAMES.forEach(name -> variables.put(name, secrets.get(name)));
        variables.put(
                "TIMEDEAL_KEYS", keys.tokens().getParent().toAbsolutePath().toString());
        // Only their owner may read the keys, so the services run as that user.
        variables.put("TIMEDEAL_UID", owner("unix:uid"));
        variables.put("TIMEDEAL_GID", owner("unix:gid"));

        var file = root.resolve(".env");
        var text = new StringBuilder();
        for (var line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            if (!variables.containsKey(line.split("=", 2)[0].strip())) {
                text.append(line).append('\n');
            }
        }
        variables.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        PrivateFiles.write(file, text.toString());
        terminal.println("Secrets and keys for docker compose: " + file + ", for its owner only.");
        if (variables.get("TIMEDEAL_UID").equals("0")) {
            terminal.println(
                    "The keys belong to root, so the services in the containers will be root too, though without"
                            + " its privileges. As an ordinary user this installation would need none.");
        }
        return 0;
    }

    private String owner(String attribute) throws IOException {
        // Where there are no such numbers, Docker runs in a virtual machine that lets everybody read.
        return home.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(home, attribute).toString()
                : "10001";
    }
}
