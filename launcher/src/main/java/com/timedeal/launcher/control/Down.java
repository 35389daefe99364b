package com.timedeal.launcher.control;

import com.timedeal.launcher.command.Command;
import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.platform.Platform;
import java.io.IOException;
import java.util.List;

/** {@code ./timedeal down}: stops what {@code up} started, in order; the data stays. */
public final class Down implements Command {

    private final Platform platform;
    private final Terminal terminal;

    public Down(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public int run(List<String> args) throws IOException, InterruptedException {
        if (!args.isEmpty()) {
            throw new UsageException("down does not know '" + args.get(0) + "'. Usage: ./timedeal down");
        }
        if (!platform.hasRemains()) {
            terminal.println("Nothing runs.");
            return 0;
        }
        try (var progress = terminal.progress()) {
            platform.down(progress);
        }
        return 0;
    }
}
