package com.timedeal.launcher.control;

import com.timedeal.launcher.command.Command;
import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.platform.Member;
import com.timedeal.launcher.platform.MemberStatus;
import com.timedeal.launcher.platform.Platform;
import com.timedeal.launcher.platform.PlatformSettings;
import com.timedeal.launcher.platform.PlatformSettings.Infrastructure;
import com.timedeal.launcher.secrets.Secrets;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code ./timedeal up}: starts what does not run and says where it can be reached. */
public final class Up implements Command {

    private static final String USAGE =
            "Usage: ./timedeal up [--fresh] [--instances order-service=2,schedule-service=2]";

    private final PlatformSettings settings;
    private final Terminal terminal;

    public Up(PlatformSettings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    @Override
    public int run(List<String> args) throws IOException, InterruptedException {
        var request = Request.parse(args, settings);
        var platform = new Platform(request.settings());
        var begin = System.nanoTime();
        List<Member> started;
        try (var progress = terminal.progress()) {
            if (request.fresh()) {
                platform.reset(progress);
            }
            started = platform.up(progress);
        }
        terminal.println(
                started.isEmpty()
                        ? "Everything runs already."
                        : String.format(
                                Locale.ROOT, "Ready after %.1f s.", (System.nanoTime() - begin) / 1_000_000_000.0));
        tellOldBuilds(platform);
        tellAddresses(platform, terminal);
        return 0;
    }

    /** Where to go now; also for the commands that leave a platform running. */
    public static void tellAddresses(Platform platform, Terminal terminal) {
        terminal.println("  Gateway    " + platform.gateway());
        terminal.println(
                "  Registry   " + platform.discovery() + "  (user timedeal, password TIMEDEAL_EUREKA_PASSWORD in "
                        + Secrets.file(platform.settings().home()) + ")");
        if (platform.settings().infrastructure() == Infrastructure.LOCAL) {
            terminal.println("  Data       " + platform.settings().home().resolve("infrastructure"));
        }
        terminal.println("  Logs       ./timedeal logs [process] [-f]        Stop: ./timedeal down");
    }

    private void tellOldBuilds(Platform platform) throws IOException, InterruptedException {
        var old = platform.status().stream()
                .filter(status -> !status.current())
                .map(MemberStatus::member)
                .map(Member::name)
                .collect(Collectors.joining(", "));
        if (!old.isEmpty()) {
            terminal.println(
                    "  Still the build before the last one: " + old + ". ./timedeal down && ./timedeal up renews.");
        }
    }

    private record Request(boolean fresh, PlatformSettings settings) {

        static Request parse(List<String> args, PlatformSettings settings) {
            var fresh = false;
            for (var at = 0; at < args.size(); at++) {
                var arg = args.get(at);
                if (arg.equals("--fresh")) {
                    fresh = true;
                } else if (arg.equals("--instances") && at + 1 < args.size()) {
                    settings = withInstances(args.get(++at), settings);
                } else if (arg.startsWith("--instances=")) {
                    settings = withInstances(arg.substring("--instances=".length()), settings);
                } else {
                    throw new UsageException("up does not know '" + arg + "'. " + USAGE);
                }
            }
            return new Request(fresh, settings);
        }

        private static PlatformSettings withInstances(String list, PlatformSettings settings) {
            var changed = settings;
            for (var part : list.split(",")) {
                var words = part.split("=");
                if (words.length != 2 || !words[1].matches("[1-9]")) {
                    throw new UsageException("--instances does not understand '" + part + "'. " + USAGE);
                }
                changed = changed.withInstances(Member.of(words[0]).program(), Integer.parseInt(words[1]));
            }
            return changed;
        }
    }
}
