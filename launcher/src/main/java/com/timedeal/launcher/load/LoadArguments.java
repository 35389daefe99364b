package com.timedeal.launcher.load;

import com.timedeal.launcher.command.UsageException;
import com.timedeal.launcher.command.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a load test was asked for; bounded, so that it ends before the buyers' tokens do.
 *
 * @param buyers people who come, in product-list at once
 * @param units what there is to sell, in product-list products to look at
 * @param threads requests on their way at once
 * @param opensIn seconds from the creation of a deal to its opening
 * @param seconds how long product-list goes on
 * @param exit whether the platform is stopped afterwards
 */
record LoadArguments(Scenario scenario, int buyers, int units, int threads, int opensIn, int seconds, boolean exit) {

    private static final String USAGE = "Usage: ./timedeal load " + Scenario.titles()
            + " [--buyers N] [--units N] [--threads N] [--opens-in SECONDS] [--seconds N] [--exit]";

    private static final int MOST_BUYERS = 20_000;
    private static final int MOST_UNITS = 100_000;
    private static final int MOST_PRODUCTS = 500;

    /** Each is a thread of JMeter's, with a connection of its own. */
    private static final int MOST_THREADS = 500;

    static LoadArguments parse(List<String> args) {
        if (args.isEmpty()) {
            throw new UsageException("Which scenario? " + USAGE);
        }
        var scenario = Scenario.of(args.get(0), USAGE);
        var browsing = scenario == Scenario.PRODUCT_LIST;
        var buyers = scenario.buyers();
        var units = scenario.units();
        var threads = scenario.threads();
        var opensIn = 15;
        var seconds = 20;
        var exit = false;
        var words = new Words(args.subList(1, args.size()), USAGE);
        while (words.hasNext()) {
            var option = words.next();
            switch (option) {
                case "--buyers" -> buyers = (int) words.number(1, browsing ? MOST_THREADS : MOST_BUYERS);
                case "--units" -> units = (int) words.number(1, browsing ? MOST_PRODUCTS : MOST_UNITS);
                case "--threads" -> threads = (int) words.number(2, MOST_THREADS);
                case "--opens-in" -> opensIn = (int) words.number(5, 60);
                case "--seconds" -> seconds = (int) words.number(1, 240);
                case "--exit" -> exit = true;
                default -> throw new UsageException("load does not know '" + option + "'. " + USAGE);
            }
        }
        return new LoadArguments(scenario, buyers, units, evenFor(scenario, threads), opensIn, seconds, exit);
    }

    /** As many for the first server as for the second. */
    private static int evenFor(Scenario scenario, int threads) {
        return scenario == Scenario.TWO_SERVERS ? threads + threads % 2 : threads;
    }

    /** The properties by which the plan knows of it. */
    Map<String, Object> properties() {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("buyers", buyers);
        properties.put("units", units);
        properties.put("threads", threads);
        properties.put("opensIn", opensIn);
        properties.put("seconds", seconds);
        return properties;
    }
}
