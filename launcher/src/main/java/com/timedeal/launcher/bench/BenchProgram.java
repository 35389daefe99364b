package com.timedeal.launcher.bench;

import com.timedeal.launcher.command.Failure;
import com.timedeal.launcher.control.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is measured when: everything is warmed up and tuned first, then measured in rounds of changing direction. */
final class BenchProgram {

    private static final String PURCHASE = "purchase direct";

    /** At least and at most for each way: a JVM is slow until it has compiled what is called often, and nobody knows when that is. */
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(120);

    /** Warm enough is who has not become faster by more than this share, so many times in a row. */
    private static final double STILL_WARMING = 0.05;

    private static final int TRIES = 3;

    private static final Duration QUICK_WARM_UP = Duration.ofSeconds(8);
    private static final double SHARE_OF_PEAK = 0.7;
    private static final int STEADY_MINUTES = 10;
    private static final List<String> WATCHED = List.of(Stage.ORDERS, "infrastructure", "mariadb", "redis");
    private static final int CROWD = 5_000;

    /** So much longer is a crowd measured: else most of the time would go into the first request of each connection. */
    private static final int CROWD_TIMES = 4;

    /** Between measurements: an audit looks at each of them. */
    private static final long MOST_ORDERS = 200_000;

    private static final int BATCH = 300;

    /** Long enough for what floods to be felt, and for those who dawdle to be given up and to come again. */
    private static final Duration FLOOD = Duration.ofSeconds(12);

    private static final List<Integer> COMMITTERS = List.of(1, 4, 16);

    private final Stage stage;
    private final BenchArguments arguments;
    private final Terminal terminal;
    private final Ways ways;
    private final MeasureWay measure;
    private final LabTuning tuning;
    private final Results results = new Results();

    BenchProgram(Stage stage, BenchArguments arguments, Terminal terminal) {
        this.stage = stage;
        this.arguments = arguments;
        this.terminal = terminal;
        this.ways = new Ways(stage.sales());
        this.measure = new MeasureWay(stage);
        this.tuning = new LabTuning(stage.sales(), measure, ways, terminal);
    }

    Results run() throws IOException, InterruptedException {
        var steps = steps();
        warmUp(steps);
        rounds(steps);
        carryOut(BenchCase.FLOODED, this::flooded);
        carryOut(BenchCase.LATENCY, this::constantRate);
        carryOut(BenchCase.STEADY, this::steady);
        carryOut(
                BenchCase.MANY_CLIENTS,
                () -> sideBySide(Map.of(
                        "100 clients", time -> withClients("100 clients", time, 100),
                        "5,000 clients", time -> withClients("5,000 clients", time, CROWD))));
        // As many wait in both cases; with a hundred deals that is fifty before each.
        carryOut(
                BenchCase.MANY_DEALS,
                () -> sideBySide(Map.of(
                        "1 open deal", time -> withDeals("1 open deal", time, 1),
                        "100 open deals", time -> withDeals("100 open deals", time, 100))));
        carryOut(BenchCase.PURCHASE_TWO, this::twoInstances);
        carryOut(
                BenchCase.MANY_ORDERS,
                () -> sideBySide(Map.of(
                        "with 10,000 orders", time -> withOrders("with 10,000 orders", time, 10_000),
                        "with 1,000,000 orders", time -> withOrders("with 1,000,000 orders", time, 1_000_000))));
        return results;
    }

    @FunctionalInterface
    private interface Part {
        void measure() throws IOException, InterruptedException;
    }

    /** Where a part fails, what was measured before it is not lost; it counts as broken. */
    private void carryOut(BenchCase which, Part part) throws InterruptedException {
        if (!arguments.cases().contains(which)) {
            return;
        }
        try {
            part.measure();
        } catch (IOException | Failure e) {
            results.violated(which.title(), e.getMessage());
            terminal.println("  " + which.title() + ": could not be measured: " + e.getMessage());
        }
    }

    /** The same purchases for the same time, alone and while the gateway has others to turn away. */
    private void flooded() throws InterruptedException {
        var alone = ways.purchase("purchase gateway, alone", Stage.GATEWAY);
        var flooded = ways.purchase("purchase gateway, flooded", Stage.GATEWAY);
        sideBySide(Map.of(
                alone.name(), any -> measure.closed(alone, FLOOD, arguments.connections()),
                flooded.name(),
                        any -> {
                            try (var flood = Flood.of(
                                    stage.addresses(flooded.processes()).getFirst(), FLOOD)) {
                                var shot = measure.closed(flooded, FLOOD, arguments.connections());
                                return shot.noted(flood.told());
                            }
                        }));
    }

    /** @return a rate that the purchase bears well; 0 when its peak is not known */
    private double bearable(BenchCase forWhom) {
        var peak = results.perSecond(PURCHASE);
        if (peak.isEmpty()) {
            terminal.println(
                    "There is no peak to take 70 % of: the case " + forWhom.title() + " needs the case purchase.");
        }
        return peak.orElse(0) * SHARE_OF_PEAK;
    }

    /**
     * Minute after minute: each must end with outbox and queues as deep as they were, and memory is looked at in between. One
     * audit at the end: there are some two million orders then, and a pause after each minute would be a rest.
     */
    private void steady() throws IOException, InterruptedException {
        var rate = bearable(BenchCase.STEADY);
        if (rate <= 0) {
            return;
        }
        var way = ways.purchase("purchase at 70 %, ten minutes", Stage.ORDERS);
        var minutes = new ArrayList<Shot>();
        ResidentMemory first = null;
        try {
            for (var minute = 1; minute <= STEADY_MINUTES; minute++) {
                var shot = measure.openUnaudited(way, Duration.ofMinutes(1), arguments.connections() * 2, rate);
                minutes.add(shot);
                var memory = ResidentMemory.now(stage.platform());
                first = first == null ? memory : first;
                print("minute " + minute, shot.noted(memory.since(first, WATCHED)));
            }
            stage.audit(way.books());
        } catch (Violation e) {
            results.violated(way.name(), e.getMessage());
            return;
        }
        var note = ResidentMemory.now(stage.platform()).since(first, WATCHED);
        minutes.forEach(shot -> results.add(shot.noted("memory after the first and the last minute: " + note)));
    }

    /** At a rate that the purchase bears well; the no-op gets the same one. */
    private void constantRate() throws IOException, InterruptedException {
        var rate = bearable(BenchCase.LATENCY);
        if (rate <= 0) {
            return;
        }
        var noOp = ways.noOp().named("no-op at 70 %");
        var purchase = ways.purchase("purchase at 70 %", Stage.ORDERS);
        var time = arguments.time().multipliedBy(2);
        var steps = new LinkedHashMap<String, Step>();
        steps.put(noOp.name(), any -> measure.open(noOp, time, arguments.connections() * 2, rate));
        steps.put(purchase.name(), any -> measure.open(purchase, time, arguments.connections() * 2, rate));
        if (!arguments.cases().contains(BenchCase.NO_OP)) {
            var warmUp = new LinkedHashMap<String, Step>();
            add(warmUp, ways.noOp());
            warmUp(warmUp);
        }
        rounds(steps);
    }

    private Shot withClients(String name, Duration time, int clients) throws IOException, InterruptedException {
        return measure.closed(ways.purchase(name, Stage.ORDERS), time.multipliedBy(CROWD_TIMES), clients);
    }

    private Shot withDeals(String name, Duration time, int deals) throws IOException, InterruptedException {
        return measure.closed(ways.purchase(name, deals, 1, Stage.ORDERS), time.multipliedBy(2), CROWD);
    }

    private Shot withOrders(String name, Duration time, long orders) throws IOException, InterruptedException {
        new SeedOrders(stage.books()).exactly(orders);
        return measure.closed(ways.purchase(name, Stage.ORDERS), time, arguments.connections());
    }

    /** One more time than it counts: the first is for getting used to it. */
    private void sideBySide(Map<String, Step> pair) throws InterruptedException {
        var steps = new LinkedHashMap<String, Step>();
        pair.keySet().stream().sorted().forEach(name -> steps.put(name, pair.get(name)));
        for (var step : steps.entrySet()) {
            shoot(step.getKey(), step.getValue(), "warm-up", false);
        }
        rounds(steps);
    }

    private void twoInstances() throws IOException, InterruptedException {
        var steps = new LinkedHashMap<String, Step>();
        add(steps, ways.purchase("purchase direct, two instances", Stage.ORDERS, Stage.SECOND_ORDERS));
        add(steps, ways.purchase("purchase gateway, two instances", Stage.GATEWAY));
        try (var progress = terminal.progress()) {
            stage.platform().start(Stage.SECOND_ORDERS, progress);
        }
        try {
            warmUp(steps);
            rounds(steps);
        } finally {
            stage.platform().stop(Stage.SECOND_ORDERS);
        }
    }

    @FunctionalInterface
    private interface Step {
        Shot measure(Duration time) throws IOException, InterruptedException;
    }

    private Map<String, Step> steps() {
        var steps = new LinkedHashMap<String, Step>();
        for (var each : BenchCase.values()) {
            if (arguments.cases().contains(each)) {
                switch (each) {
                    case NO_OP -> add(steps, ways.noOp());
                    case NO_OP_GATEWAY -> add(steps, ways.noOpThroughGateway());
                    case PURCHASE -> add(steps, ways.purchase(PURCHASE, Stage.ORDERS));
                    case PURCHASE_GATEWAY -> {
                        add(steps, ways.purchase("purchase gateway", Stage.GATEWAY));
                        if (arguments.otherBuild().isPresent()) {
                            add(steps, ways.purchase("purchase gateway, other build", Stage.OTHER_GATEWAY));
                        }
                    }
                    case COUPON_CLAIM -> {
                        if (stage.books().hasTable("timedeal_order", "issued_coupon")) {
                            add(steps, ways.couponClaim());
                        }
                    }
                    case SOLD_OUT -> add(steps, ways.soldOut());
                    case NOT_OPEN -> add(steps, ways.notOpen());
                    case ROW_LOCK, OPTIMISTIC, REDISSON_LOCK, REDIS_COUNTER -> addTuned(steps, each);
                    case FLOOR_WRITER ->
                        steps.put("floor writer", time -> floor("floor writer", "writer?batch=" + BATCH, time, true));
                    case FLOOR_ROW_LOCK ->
                        steps.put("floor row lock", time -> floor("floor row lock", "row-lock?threads=8", time, true));
                    case FLOOR_COMMITS ->
                        COMMITTERS.forEach(threads -> {
                            var name = "floor commits, " + threads + (threads == 1 ? " thread" : " threads");
                            steps.put(name, time -> floor(name, "commits?threads=" + threads, time, false));
                        });
                    case PURCHASE_TWO, FLOODED, LATENCY, STEADY, MANY_ORDERS, MANY_DEALS, MANY_CLIENTS -> {}
                }
            }
        }
        return steps;
    }

    private void add(Map<String, Step> steps, Way way) {
        steps.put(way.name(), time -> measure.closed(way, time, arguments.connections()));
    }

    private Shot floor(String name, String query, Duration time, boolean sells)
            throws IOException, InterruptedException {
        stage.sales().tuneLab(COMMITTERS.getLast(), 0);
        var before = CpuTimes.now(stage.platform());
        var sale = sells ? "&saleId=" + stage.sales().labSales(1).getFirst() : "";
        var perSecond = stage.sales().floor(query + "&millis=" + time.toMillis() + sale);
        var micros = CpuTimes.now(stage.platform()).perPiece(before, Math.round(perSecond * time.toMillis() / 1_000));
        stage.audit(Way.Rows.LAB);
        return new Shot(name, perSecond, perSecond, Map.of(), micros, "");
    }

    private void addTuned(Map<String, Step> steps, BenchCase each) {
        var way = ways.lab(each.title());
        steps.put(way.name(), time -> {
            tuning.apply(each);
            return measure.closed(way, time, arguments.connections());
        });
    }

    private void warmUp(Map<String, Step> steps) throws IOException, InterruptedException {
        terminal.println("Warming up …");
        for (var step : steps.entrySet()) {
            warmUp(step.getKey(), step.getValue());
        }
        for (var name : steps.keySet()) {
            tuning.prepare(name, arguments.connections());
        }
    }

    private void warmUp(String name, Step step) throws InterruptedException {
        var atLeast = (arguments.quick() ? QUICK_WARM_UP : WARM_UP).toNanos();
        var atMost = (arguments.quick() ? QUICK_WARM_UP : LONGEST_WARM_UP).toNanos();
        var begin = System.nanoTime();
        var best = 0.0;
        var noFaster = 0;
        while (System.nanoTime() - begin < (noFaster < TRIES ? atMost : atLeast)) {
            var reached = shoot(name, step, "warm-up", false);
            if (reached == 0) {
                return;
            }
            noFaster = reached > best * (1 + STILL_WARMING) ? 0 : noFaster + 1;
            best = Math.max(best, reached);
        }
    }

    private void rounds(Map<String, Step> steps) throws InterruptedException {
        for (var round = 1; round <= arguments.rounds(); round++) {
            var order = new ArrayList<>(steps.keySet());
            // Whatever drifts, drifts for and against everybody.
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (var name : order) {
                shoot(name, steps.get(name), "round " + round, true);
            }
        }
    }

    /** @return orders or answers per second; 0 when a promise was broken or nothing came back */
    private double shoot(String name, Step step, String when, boolean counts) throws InterruptedException {
        try {
            new SeedOrders(stage.books()).noMoreThan(MOST_ORDERS);
            var others = AwaitQuiet.of(stage.platform());
            var shot = step.measure(arguments.time());
            if (others > 0) {
                shot = shot.noted(String.format(
                        Locale.ROOT, "%.0f %% of a core busy before it began; %s", 100 * others, shot.note()));
            }
            if (counts) {
                results.add(shot);
            }
            print(when, shot);
            return shot.perSecond();
        } catch (Violation e) {
            results.violated(name, e.getMessage());
            terminal.println("  " + when + " " + name + ": BROKEN, no figure: " + e.getMessage());
            return 0;
        } catch (IOException e) {
            // Only this way has no figure then; what was measured before is not lost.
            if (counts) {
                results.violated(name, e.getMessage());
            }
            terminal.println("  " + when + " " + name + ": could not be measured: " + e.getMessage());
            dumpThreads();
            return 0;
        }
    }

    private void dumpThreads() throws InterruptedException {
        var logs = stage.platform().settings().home().resolve("logs");
        try {
            DumpThreads.of(stage.platform(), logs);
            terminal.println("  What the threads of the services did then: " + logs.resolve("threads-*.txt"));
        } catch (IOException e) {
            terminal.println("  What the threads of the services did then cannot be told: " + e.getMessage());
        }
    }

    private void print(String when, Shot shot) {
        terminal.println(String.format(
                Locale.ROOT,
                "  %-9s %-32s %,9.0f/s   p50 %.1f  p99 %.1f ms   %s",
                when,
                shot.name(),
                shot.perSecond(),
                shot.millis().getOrDefault(Shot.MEDIAN, 0.0),
                shot.millis().getOrDefault(Shot.SLOWEST_PERCENT, 0.0),
                shot.note()));
        terminal.out().flush();
    }

    /** For the report. */
    List<String> tunings() {
        return tuning.told();
    }
}
