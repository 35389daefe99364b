package com.timedeal.launcher.control;

import com.timedeal.launcher.command.Command;
import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.platform.MemberStatus;
import com.timedeal.launcher.platform.Platform;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** {@code ./timedeal status}: a table of the processes; exit status 0 if all are up. */
public final class Status implements Command {

    private static final String ROW = "%-19s %6s %8s %10s %8s  %-8s  %s";

    private final Platform platform;
    private final Clock clock;
    private final Terminal terminal;

    public Status(Platform platform, Clock clock, Terminal terminal) {
        this.platform = platform;
        this.clock = clock;
        this.terminal = terminal;
    }

    @Override
    public int run(List<String> args) throws IOException, InterruptedException {
        if (!args.isEmpty()) {
            throw new UsageException("status does not know '" + args.get(0) + "'. Usage: ./timedeal status");
        }
        var all = platform.status();
        terminal.println(row("process", "port", "pid", "up for", "memory", "health", "registered"));
        all.forEach(status -> terminal.println(describe(status)));
        var up = all.stream().allMatch(MemberStatus::isUp);
        if (all.stream().anyMatch(status -> status.pid().isPresent())) {
            Up.tellAddresses(platform, terminal);
        } else {
            terminal.println("Nothing runs. Start it with ./timedeal up");
        }
        return up ? 0 : 1;
    }

    private String describe(MemberStatus status) {
        var runs = status.pid().isPresent();
        var registered = "";
        if (status.member().program().registers()) {
            registered = status.registered() ? "yes" : "no";
        }
        return row(
                status.member().name(),
                Integer.toString(status.port()),
                runs ? Long.toString(status.pid().getAsLong()) : "-",
                status.since()
                        .map(since -> age(Duration.between(since, clock.instant())))
                        .orElse("-"),
                status.memory().isPresent() ? status.memory().getAsLong() / (1024 * 1024) + " MB" : "-",
                health(status),
                registered + (status.current() ? "" : "  (an older build)"));
    }

    private static String health(MemberStatus status) {
        if (status.pid().isEmpty()) {
            return "stopped";
        }
        return status.ready() ? "up" : "not ready";
    }

    private static String age(Duration age) {
        if (age.toHours() > 0) {
            return age.toHours() + " h " + age.toMinutesPart() + " min";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells).stripTrailing();
    }
}
