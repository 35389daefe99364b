package com.timedeal.launcher.load;

import com.timedeal.launcher.audit.AuditTable;
import com.timedeal.launcher.audit.Finding;
import com.timedeal.launcher.audit.ReadAudits;
import com.timedeal.launcher.command.Command;
import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.control.Up;
import com.timedeal.launcher.platform.Platform;
import com.timedeal.launcher.platform.PlatformSettings;
import com.timedeal.launcher.tokens.TokenIssuer;
import com.timedeal.launcher.tokens.UserIds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code ./timedeal load <scenario>}: runs a plan of {@code jmeter/} against this platform, on loopback, and audits it; exit
 * status 1 if an answer, a count or an invariant is wrong.
 */
public final class Load implements Command {

    /** The tokens live for ten minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(8);

    /** How long messages may take to drain. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final PlatformSettings settings;
    private final Clock clock;
    private final Terminal terminal;

    public Load(PlatformSettings settings, Clock clock, Terminal terminal) {
        this.settings = settings;
        this.clock = clock;
        this.terminal = terminal;
    }

    @Override
    public int run(List<String> args) throws IOException, InterruptedException {
        var arguments = LoadArguments.parse(args);
        new Up(settings, terminal).run(arguments.scenario().up());
        var platform = new Platform(settings);
        try {
            return play(platform, arguments) ? 0 : 1;
        } finally {
            if (arguments.exit()) {
                try (var progress = terminal.progress()) {
                    platform.down(progress);
                }
            }
        }
    }

    private boolean play(Platform platform, LoadArguments arguments) throws IOException, InterruptedException {
        var scenario = arguments.scenario();
        terminal.println("");
        terminal.println(String.format(
                Locale.ROOT,
                "%s: %,d buyers, %,d units, at most %,d requests at once.",
                scenario.title(),
                arguments.buyers(),
                arguments.units(),
                scenario == Scenario.PRODUCT_LIST ? arguments.buyers() : arguments.threads()));
        var run = Files.createDirectories(
                plans().resolve("target/load").resolve(scenario.title() + "-" + NAME.format(clock.instant())));
        var servers = scenario == Scenario.TWO_SERVERS
                ? List.of(platform.port("order-service"), platform.port("order-service-2"))
                : List.<Integer>of();
        var tokens = TokenIssuer.at(settings.home(), clock);
        var audits = new ReadAudits(platform.gateway(), tokens, clock);
        var results = new Results();

        var before = audits.await(QUIET);
        boolean ended;
        try (var files = TokenFiles.write(run, arguments.buyers(), tokens, new UserIds(clock));
                var watch = new Watch(JMeter.results(run), results, terminal)) {
            var properties = properties(arguments, platform.gateway(), servers, files);
            ended = new JMeter(plans()).run(scenario.plan(), properties, run, LONGEST, watch::look);
        }
        var after = audits.await(QUIET);

        var findings = new ArrayList<>(new CompareBooks(arguments, results, servers).run(ended, before, after));
        findings.addAll(after.findings());
        tell(results, findings, run);
        return findings.stream().noneMatch(Finding::isBroken);
    }

    private Path plans() {
        return settings.root().resolve("jmeter");
    }

    private static Map<String, Object> properties(
            LoadArguments arguments, URI gateway, List<Integer> servers, TokenFiles files) {
        var properties = arguments.properties();
        properties.put("host", gateway.getHost());
        properties.put("port", gateway.getPort());
        for (var number = 1; number <= servers.size(); number++) {
            properties.put("port" + number, servers.get(number - 1));
        }
        properties.put("tokens", files.buyers());
        properties.put("sellers", files.sellers());
        return properties;
    }

    private void tell(Results results, List<Finding> findings, Path run) {
        terminal.println("");
        results.table().forEach(terminal::println);
        terminal.println("");
        AuditTable.of(findings, terminal).forEach(terminal::println);
        terminal.println("");
        var dashboard = JMeter.dashboard(run);
        terminal.println(
                Files.exists(dashboard)
                        ? "Dashboard: " + dashboard
                        : "There is no dashboard; what JMeter said is in " + run.resolve("output.log"));
    }
}
