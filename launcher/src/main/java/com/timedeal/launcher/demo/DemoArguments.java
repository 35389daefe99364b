package com.timedeal.launcher.demo;

import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.command.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How the demo was asked for.
 *
 * @param exit whether the platform is stopped afterwards
 * @param buyers people who want a unit
 * @param units what there is of it
 * @param opensIn from the creation of the deal to its opening
 * @param openFor from opening to closing
 * @param seed of everything that is random about the buyers and the goods
 * @param up what is passed on to {@code up}
 */
record DemoArguments(
        boolean exit, int buyers, int units, Duration opensIn, Duration openFor, long seed, List<String> up) {

    private static final String USAGE = "Usage: ./timedeal demo [--exit] [--buyers 1000] [--units 100] [--opens-in 15s]"
            + " [--open-for 20s] [--seed N] [--fresh] [--instances order-service=2,…]";

    private static final int MOST_BUYERS = 50_000;
    private static final int MOST_UNITS = 1_000_000;

    /** The buyers' access tokens live for ten minutes. */
    static final Duration LONGEST = Duration.ofMinutes(4);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    static DemoArguments parse(List<String> args) {
        var exit = false;
        var buyers = 1_000;
        var units = 100;
        var opensIn = Duration.ofSeconds(15);
        var openFor = Duration.ofSeconds(20);
        var seed = ThreadLocalRandom.current().nextLong(1, 1_000_000);
        var up = new ArrayList<String>();
        var words = new Words(args, USAGE);
        while (words.hasNext()) {
            var option = words.next();
            switch (option) {
                case "--exit" -> exit = true;
                case "--buyers" -> buyers = (int) words.number(1, MOST_BUYERS);
                case "--units" -> units = (int) words.number(1, MOST_UNITS);
                case "--opens-in" -> opensIn = duration(option, words.value());
                case "--open-for" -> openFor = duration(option, words.value());
                case "--seed" -> seed = words.number(1, Long.MAX_VALUE);
                case "--fresh" -> up.add(option);
                case "--instances" -> up.addAll(List.of(option, words.value()));
                default -> throw new UsageException("demo does not know '" + option + "'. " + USAGE);
            }
        }
        return new DemoArguments(exit, buyers, units, opensIn, openFor, seed, up);
    }

    private static Duration duration(String option, String text) {
        if (text.matches("[0-9]{1,6}(ms|s|m)?")) {
            var number = Long.parseLong(text.replaceAll("[a-z]", ""));
            var duration = text.endsWith("ms")
                    ? Duration.ofMillis(number)
                    : text.endsWith("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
            if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        }
        throw new UsageException(option + " takes 1s to 4m, such as 1500ms, 20s or 2m, not '" + text + "'. " + USAGE);
    }
}
