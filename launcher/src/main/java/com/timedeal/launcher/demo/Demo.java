package com.timedeal.launcher.demo;

import com.timedeal.launcher.audit.AuditTable;
import com.timedeal.launcher.audit.Finding;
import com.timedeal.launcher.audit.ReadAudits;
import com.timedeal.launcher.command.Command;
import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.control.Up;
import com.timedeal.launcher.platform.Member;
import com.timedeal.launcher.platform.Platform;
import com.timedeal.launcher.platform.PlatformSettings;
import com.timedeal.launcher.platform.Program;
import com.timedeal.launcher.tokens.TokenIssuer;
import com.timedeal.launcher.tokens.UserIds;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code ./timedeal demo}: starts the platform, plays a timed sale and audits it; exit status 1 if anything is wrong. */
public final class Demo implements Command {

    /** Days become seconds, so that the life of an order can be seen; only for processes that the demo starts. */
    private static final Map<String, String> SHORT_PERIODS = Map.of(
            "TIMEDEAL_PAYMENT_DUE_AFTER", "80s",
            "TIMEDEAL_SHIP_AFTER", "1s",
            "TIMEDEAL_DELIVER_AFTER", "1s",
            "TIMEDEAL_RETURN_AFTER", "1s",
            "TIMEDEAL_PROGRESS_CRON", "*/2 * * * * *");

    private static final int MOST_INSTANCES = 8;

    /** How long messages may take to drain. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final PlatformSettings settings;
    private final Clock clock;
    private final Terminal terminal;

    public Demo(PlatformSettings settings, Clock clock, Terminal terminal) {
        this.settings = withShortPeriods(settings);
        this.clock = clock;
        this.terminal = terminal;
    }

    @Override
    public int run(List<String> args) throws IOException, InterruptedException {
        var arguments = DemoArguments.parse(args);
        new Up(settings, terminal).run(arguments.up());
        var platform = new Platform(settings);
        try {
            return play(platform, arguments) ? 0 : 1;
        } finally {
            terminal.println("");
            if (arguments.exit()) {
                try (var progress = terminal.progress()) {
                    platform.down(progress);
                }
            } else {
                tellHowToGoOn(platform);
            }
        }
    }

    private boolean play(Platform platform, DemoArguments arguments) throws IOException, InterruptedException {
        var tokens = TokenIssuer.at(settings.home(), clock);
        var sellers = Sellers.of(settings, tokens, new UserIds(clock));
        terminal.println("");
        terminal.println(String.format(
                Locale.ROOT,
                "A deal of %,d units, one per person, for %,d buyers; to open in %.1f s and close %.1f s later. Seed %d.",
                arguments.units(),
                arguments.buyers(),
                arguments.opensIn().toMillis() / 1000.0,
                arguments.openFor().toMillis() / 1000.0,
                arguments.seed()));
        if (!settings.canReadMail()) {
            terminal.println(
                    "Nobody signs up here, since nobody can read the mail of TIMEDEAL_SMTP_HOST: unset that, or name a Mailpit"
                            + " by TIMEDEAL_MAILPIT_URL. The sellers have tokens instead.");
        }
        var findings = new ArrayList<Finding>();
        Sale.Told told;
        try (var progress = new ProgressLine(terminal);
                var life = new OrderLife(platform.gateway(), tokens, sellers, clock, progress)) {
            life.begin(arguments);
            told = new Sale(platform.gateway(), tokens, sellers, clock, arguments).run(progress);
            findings.addAll(told.checks());
            findings.addAll(life.run(told));
            progress.step("audit", () -> "every invariant, by SQL");
            findings.addAll(new ReadAudits(platform.gateway(), tokens, clock)
                    .await(QUIET)
                    .findings());
        }
        terminal.println("");
        new SaleTable(told).lines().forEach(terminal::println);
        terminal.println("");
        AuditTable.of(findings, terminal).forEach(terminal::println);
        return findings.stream().noneMatch(Finding::isBroken);
    }

    private static PlatformSettings withShortPeriods(PlatformSettings settings) {
        var result = settings;
        for (var program : List.of(Program.ORDER, Program.SCHEDULE)) {
            for (var instance = 1; instance <= MOST_INSTANCES; instance++) {
                result = result.withEnvironment(new Member(program, instance).name(), SHORT_PERIODS);
            }
        }
        return result;
    }

    private void tellHowToGoOn(Platform platform) {
        terminal.println("The platform stays up.");
        Up.tellAddresses(platform, terminal);
        terminal.println(
                "  Look       ./timedeal status        ./timedeal audit        ./timedeal tokens 10 --role BUYER");
    }
}
