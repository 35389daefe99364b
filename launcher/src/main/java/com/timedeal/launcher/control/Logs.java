package com.timedeal.launcher.control;

import com.timedeal.launcher.command.Command;
import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.platform.Platform;
import com.timedeal.launcher.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code ./timedeal logs [process] [-f]}: what a process wrote, or the last lines of all of them. */
public final class Logs implements Command {

    private static final String USAGE = "Usage: ./timedeal logs [process] [-f]";
    private static final int LINES_EACH = 5;

    private final Platform platform;
    private final Terminal terminal;

    public Logs(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public int run(List<String> args) throws IOException {
        var follow = args.contains("-f");
        var names = args.stream().filter(arg -> !arg.equals("-f")).toList();
        if (names.size() > 1 || names.stream().anyMatch(name -> name.startsWith("-"))) {
            throw new UsageException("logs does not know '" + names.get(names.size() - 1) + "'. " + USAGE);
        }
        if (names.isEmpty() && follow) {
            throw new UsageException("Follow which process? " + USAGE);
        }
        if (names.isEmpty()) {
            return listAll();
        }
        var log = platform.log(names.get(0));
        if (follow) {
            log.follow(terminal.out());
        } else if (Files.exists(log.path())) {
            log.copyTo(terminal.out());
        } else {
            throw new Failure("There is no log of " + names.get(0) + " yet in " + log.path() + ".");
        }
        return 0;
    }

    private int listAll() throws IOException {
        var folder = platform.settings().home().resolve("logs");
        List<Path> files = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                files = all.filter(file -> file.toString().endsWith(".log"))
                        .sorted()
                        .toList();
            }
        }
        if (files.isEmpty()) {
            terminal.println("There are no logs yet in " + folder + ".");
        }
        for (var file : files) {
            terminal.println(file.toString());
            new LogFile(file).tail(LINES_EACH).forEach(line -> terminal.println("    " + line));
        }
        return 0;
    }
}
