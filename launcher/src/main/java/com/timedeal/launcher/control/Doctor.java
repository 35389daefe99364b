package com.timedeal.launcher.control;

import com.timedeal.launcher.command.Command;
import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.platform.Member;
import com.timedeal.launcher.platform.Platform;
import com.timedeal.launcher.platform.PlatformSettings;
import com.timedeal.launcher.platform.Requirements;
import com.timedeal.launcher.secrets.PrivateFiles;
import com.timedeal.launcher.secrets.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code ./timedeal doctor}: whether this machine can run the platform, and what to do if not. */
public final class Doctor implements Command {

    /** The systems for which local-infrastructure brings a database server. */
    private static final Set<String> WITH_DATABASE = Set.of("Linux amd64", "Mac OS X aarch64");

    private final PlatformSettings settings;
    private final Terminal terminal;

    public Doctor(PlatformSettings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    @Override
    public int run(List<String> args) throws IOException, InterruptedException {
        if (!args.isEmpty()) {
            throw new UsageException("doctor does not know '" + args.get(0) + "'. Usage: ./timedeal doctor");
        }
        var platform = new Platform(settings);
        var missing = new LinkedHashSet<>(platform.members());
        missing.removeAll(platform.running());
        var requirements = new Requirements(settings);

        var well = fine("JDK " + Runtime.version() + " in " + System.getProperty("java.home"));
        well &= report(requirements.disk(), "disk and memory: " + requirements.diskAndMemory());
        well &= report(requirements.memory(missing), "memory for " + missing.size() + " more processes");
        well &= report(requirements.takenPorts(missing), "ports: " + ports(missing));
        well &= secrets();
        well &= infrastructure(platform);
        terminal.println(
                platform.running().isEmpty()
                        ? "  Nothing runs."
                        : "  " + platform.running().size() + " processes run: ./timedeal status");
        return well ? 0 : 1;
    }

    private boolean infrastructure(Platform platform) throws IOException, InterruptedException {
        return switch (settings.infrastructure()) {
            case LOCAL -> {
                var system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
                yield report(
                        WITH_DATABASE.contains(system)
                                ? List.of()
                                : List.of("There is no packaged MariaDB for " + system
                                        + ": run the servers yourself and set TIMEDEAL_INFRA=external."),
                        "infrastructure: our own, in " + settings.home().resolve("infrastructure"));
            }
            case EXTERNAL -> {
                var answer = true;
                for (var server : ExternalServer.from(platform.infrastructureAddresses())) {
                    answer &= report(server.complaint().map(List::of).orElse(List.of()), server + " answers");
                }
                // Those that do not answer were named; asking them more would only take time.
                yield answer && servers(platform);
            }
        };
    }

    private boolean servers(Platform platform) throws IOException, InterruptedException {
        var well = true;
        for (var finding : platform.inspectServers()) {
            well &= switch (finding.level()) {
                case OK -> fine(finding.text());
                case WARNING -> {
                    terminal.println("  ! " + finding.text());
                    yield true;
                }
                case PROBLEM -> report(List.of(finding.text()), "");
            };
        }
        return well;
    }

    private boolean secrets() throws IOException {
        var file = Secrets.file(settings.home());
        if (!Files.exists(file)) {
            return fine("secrets: none yet, the first ./timedeal up makes them");
        }
        return report(
                PrivateFiles.readableByOthers(file)
                        ? List.of("Others on this machine can read " + file + ": chmod 600 " + file)
                        : List.of(),
                "secrets: " + file + ", for its owner only");
    }

    private String ports(Iterable<Member> members) {
        var ports = new StringBuilder();
        for (var member : members) {
            ports.append(ports.isEmpty() ? "" : ", ").append(settings.ports().of(member));
        }
        return ports.isEmpty() ? "all in use by the platform itself" : ports + " are free";
    }

    private boolean fine(String text) {
        terminal.println("  ✓ " + text);
        return true;
    }

    private boolean report(List<String> complaints, String otherwise) {
        if (complaints.isEmpty()) {
            return fine(otherwise);
        }
        complaints.forEach(complaint -> terminal.println("  ✗ " + complaint));
        return false;
    }
}
