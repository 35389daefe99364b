package com.timedeal.launcher.bench;

import com.timedeal.launcher.command.Command;
import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.control.Terminal;
import com.timedeal.launcher.platform.Platform;
import com.timedeal.launcher.platform.PlatformSettings;
import com.timedeal.launcher.platform.StopWhenEnded;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/**
 * {@code ./timedeal bench}: measures, in alternating rounds, what an order costs here and by other ways; exit status 1 if a
 * promise was broken on the way.
 */
public final class Bench implements Command {

    private final PlatformSettings settings;
    private final Clock clock;
    private final Terminal terminal;

    public Bench(PlatformSettings settings, Clock clock, Terminal terminal) {
        this.settings = settings;
        this.clock = clock;
        this.terminal = terminal;
    }

    @Override
    public int run(List<String> args) throws IOException, InterruptedException {
        var arguments = BenchArguments.parse(args);
        if (!new Platform(settings).running().isEmpty()) {
            throw new Failure(
                    "A platform runs here, and would be measured along with the other: ./timedeal down first.");
        }
        var platform = Stage.platform(settings);
        if (arguments.keep()) {
            return measure(platform, arguments);
        }
        var end = new StopWhenEnded(platform);
        try {
            return measure(platform, arguments);
        } finally {
            try (var progress = terminal.progress()) {
                end.now(progress);
            }
        }
    }

    private int measure(Platform platform, BenchArguments arguments) throws IOException, InterruptedException {
        try (var stage = arguments.again() ? Stage.of(platform, clock) : Stage.start(platform, clock, terminal)) {
            if (arguments.otherBuild().isPresent() && !arguments.again()) {
                stage.startOtherGateway(arguments.otherBuild().get(), terminal);
            }
            var program = new BenchProgram(stage, arguments, terminal);
            var results = program.run();
            var circumstances = Circumstances.of(stage, arguments, program.tunings(), clock.instant());
            terminal.println("");
            circumstances.lines().forEach(terminal::println);
            new BenchTable(results).lines().forEach(terminal::println);
            if (arguments.write()) {
                new WritePerformance(settings.root().resolve("docs")).write(results, circumstances);
            }
            return results.violations().isEmpty() ? 0 : 1;
        }
    }
}
