package com.timedeal.launcher.bench;

import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.generator.Generator;
import com.timedeal.launcher.generator.LoadResult;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Sends a load one way, waits until what it caused is done, looks whether every promise was kept and only then says a
 * figure. How many requests make a load of the wanted length is known from the time before.
 */
final class MeasureWay {

    /** Below this a figure says more about the timer than about the way. */
    private static final int LEAST_TOKENS = 40;

    private static final double FIRST_GUESS = 1_000;
    private static final Duration DRAIN = Duration.ofSeconds(60);

    /** More than this share of "not done" and the figure is one of refusing. */
    private static final double MOST_NOT_DONE = 0.01;

    private final Stage stage;
    private final Map<String, Double> known = new HashMap<>();

    MeasureWay(Stage stage) {
        this.stage = stage;
    }

    /** Connections ask again as soon as they have an answer. */
    Shot closed(Way way, Duration time, int connections) throws IOException, InterruptedException {
        return audited(way, run(way, time, known.getOrDefault(way.name(), FIRST_GUESS), connections, 0));
    }

    /** Requests come at that rate. */
    Shot open(Way way, Duration time, int connections, double perSecond) throws IOException, InterruptedException {
        return audited(way, openUnaudited(way, time, connections, perSecond));
    }

    /** As {@link #open}, where the audit comes after several of them; what buyers were told is compared all the same. */
    Shot openUnaudited(Way way, Duration time, int connections, double perSecond)
            throws IOException, InterruptedException {
        return run(way, time, perSecond, connections, perSecond);
    }

    private Shot audited(Way way, Shot shot) throws IOException, InterruptedException {
        stage.audit(way.books());
        return shot;
    }

    /** What was measured last; 0 for nothing. */
    double lastRate(Way way) {
        return known.getOrDefault(way.name(), 0.0);
    }

    private Shot run(Way way, Duration time, double expected, int connections, double perSecond)
            throws IOException, InterruptedException {
        var people = Math.max(LEAST_TOKENS, (int) Math.ceil(expected * time.toMillis() / 1_000.0 / way.uses()));
        var tokens = stage.tokens().ofNewPeople(people);
        var sales = way.sales().make(Tokens.USES);
        var requests = new BuyRequests(
                sales.stream().map(way::pathOf).toList(),
                tokens,
                way.uses(),
                way.body(),
                UUID.randomUUID().toString());
        var admin = stage.sales().admin();
        var depthBefore = depth(way, admin);
        var cached = cacheHits(way);
        var cpuBefore = CpuTimes.now(stage.platform());
        LoadResult result;
        long begin = System.nanoTime();
        try (var generator = new Generator(stage.addresses(way.processes()), connections, way.status(), way.marker())) {
            begin = System.nanoTime();
            result = perSecond > 0 ? generator.open(requests, perSecond) : generator.closed(requests);
        }
        awaitDrained(way, admin, depthBefore);
        var seconds = way.books() == Way.Rows.NONE ? result.seconds() : (System.nanoTime() - begin) / 1e9;
        var cpuAfter = CpuTimes.now(stage.platform());
        var right = right(way, result);
        check(way, sales, result, right);
        known.put(way.name(), Math.max(1, right / result.seconds()));
        return new Shot(
                way.name(),
                right / seconds,
                right / result.seconds(),
                Map.of(
                        Shot.MEDIAN, result.latencyMillis(Shot.MEDIAN),
                        Shot.SLOWEST_PERCENT, result.latencyMillis(Shot.SLOWEST_PERCENT),
                        Shot.LONGEST, result.latencyMillis(Shot.LONGEST)),
                cpuAfter.perPiece(cpuBefore, right),
                note(way, result, right, cached));
    }

    static int right(Way way, LoadResult result) {
        return way.marker() == null ? result.count(way.status()) : result.marked();
    }

    private void check(Way way, java.util.List<UUID> sales, LoadResult result, int right)
            throws IOException, InterruptedException {
        var unknown = result.count(504) + result.count(0);
        var others = result.latencies().length - right - result.count(503) - unknown;
        if (others > 0) {
            throw new Violation(way.name() + ": " + others + " unexpected answers " + result.statuses() + " such as "
                    + result.samples());
        }
        if (way.status() == 201) {
            switch (way.books()) {
                case ORDER_SERVICE, LAB -> stage.books().check(way.books().schema(), sales, right, unknown);
                case COUPONS -> stage.books().checkCoupons(sales, right, unknown);
                case NONE -> {}
            }
        }
    }

    private String note(Way way, LoadResult result, int right, CacheHits before)
            throws IOException, InterruptedException {
        var notDone = result.count(503);
        var words = new StringBuilder();
        if (notDone > MOST_NOT_DONE * right) {
            words.append(notDone).append(" of ").append(notDone + right).append(" not done (503)");
        }
        var unknown = result.count(504) + result.count(0);
        if (unknown > 0) {
            words.append(words.isEmpty() ? "" : "; ").append(unknown).append(" without an answer in time (504)");
        }
        var hits = cacheHits(way).since(before);
        if (!hits.isEmpty()) {
            words.append(words.isEmpty() ? "" : "; ").append(hits);
        }
        return words.toString();
    }

    private long depth(Way way, String admin) throws InterruptedException {
        return switch (way.books()) {
            case ORDER_SERVICE, COUPONS -> stage.books().depth();
            case LAB -> stage.sales().labBacklog(admin);
            case NONE -> 0;
        };
    }

    private void awaitDrained(Way way, String admin, long before) throws InterruptedException {
        var deadline = System.nanoTime() + DRAIN.toNanos();
        while (depth(way, admin) > before) {
            if (System.nanoTime() > deadline) {
                throw new Failure(
                        way.name() + ": its outbox and queues are not empty after " + DRAIN.toSeconds() + " s.");
            }
            Thread.sleep(2);
        }
    }

    private CacheHits cacheHits(Way way) throws IOException, InterruptedException {
        var hits = 0.0;
        var misses = 0.0;
        for (var process : way.processes()) {
            hits += stage.metric(process, CacheHits.METRIC, "result:hit");
            misses += stage.metric(process, CacheHits.METRIC, "result:miss");
        }
        return new CacheHits(hits, misses);
    }

    /** Tokens that were known to be genuine, and those whose signature was checked. */
    private record CacheHits(double hits, double misses) {

        static final String METRIC = "timedeal.tokens.verified";

        String since(CacheHits before) {
            var all = hits - before.hits + misses - before.misses;
            return all <= 0
                    ? ""
                    : String.format(java.util.Locale.ROOT, "tokens known %.0f %%", 100 * (hits - before.hits) / all);
        }
    }
}
