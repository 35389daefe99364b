package com.timedeal.launcher.bench;

import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.command.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a measurement was asked for.
 *
 * @param quick whether to look at the main ratios only, for a minute or two
 * @param rounds how often each case is measured; what is shown is the median
 * @param time how long the load of one measurement is meant to last
 * @param connections requests on their way at once, where the case does not say otherwise
 * @param write whether docs/performance.md and its picture are renewed
 * @param keep whether the platform goes on running afterwards, to be looked at
 * @param again whether to use the platform that was kept, full tables and all; for trying things out
 * @param otherBuild a checkout whose gateway is measured beside this one's
 */
record BenchArguments(
        boolean quick,
        Set<BenchCase> cases,
        int rounds,
        Duration time,
        int connections,
        boolean write,
        boolean keep,
        boolean again,
        Optional<Path> otherBuild) {

    private static final String USAGE =
            "Usage: ./timedeal bench [--quick] [--case NAME]… [--rounds N] [--seconds N] [--connections N] [--write] [--keep] [--again] [--other-gateway CHECKOUT]\n"
                    + "Cases: " + BenchCase.titles();

    private static final int ROUNDS = 3;
    private static final int SECONDS = 4;
    private static final int QUICK_SECONDS = 2;
    private static final int CONNECTIONS = 512;

    static BenchArguments parse(List<String> args) {
        var quick = false;
        var cases = EnumSet.noneOf(BenchCase.class);
        var rounds = 0;
        var seconds = 0;
        var connections = CONNECTIONS;
        var write = false;
        var keep = false;
        var again = false;
        var otherBuild = Optional.<Path>empty();
        var words = new Words(args, USAGE);
        while (words.hasNext()) {
            var option = words.next();
            switch (option) {
                case "--quick" -> quick = true;
                case "--case" -> cases.addAll(BenchCase.named(words.value(), USAGE));
                case "--rounds" -> rounds = (int) words.number(1, 20);
                case "--seconds" -> seconds = (int) words.number(1, 60);
                case "--connections" -> connections = (int) words.number(1, 5_000);
                case "--write" -> write = true;
                case "--keep" -> keep = true;
                case "--again" -> again = true;
                case "--other-gateway" -> otherBuild = Optional.of(checkout(words.value()));
                default -> throw new UsageException("bench does not know '" + option + "'. " + USAGE);
            }
        }
        if (write && (quick || again)) {
            throw new UsageException(
                    "--quick and --again are for a look; what is written down is measured in full. " + USAGE);
        }
        if (cases.isEmpty()) {
            cases.addAll(quick ? BenchCase.quick() : BenchCase.usual());
        }
        if (otherBuild.isPresent() && (again || !cases.contains(BenchCase.PURCHASE_GATEWAY))) {
            throw new UsageException(
                    "--other-gateway is started beside ours and measured with purchase-gateway: not with --again, nor without that case. "
                            + USAGE);
        }
        return new BenchArguments(
                quick,
                Set.copyOf(cases),
                rounds > 0 ? rounds : quick ? 1 : ROUNDS,
                Duration.ofSeconds(seconds > 0 ? seconds : quick ? QUICK_SECONDS : SECONDS),
                connections,
                write,
                keep,
                again,
                otherBuild);
    }

    private static Path checkout(String folder) {
        var path = Path.of(folder);
        if (!Files.isDirectory(path.resolve("gateway-service").resolve("target"))) {
            throw new UsageException("There is no built gateway-service in " + folder
                    + "; in a checkout of the other version: ./mvnw -pl gateway-service -am -DskipTests package.");
        }
        return path;
    }
}
