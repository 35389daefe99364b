package com.timedeal.launcher.demo;

import com.timedeal.launcher.audit.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The figures of a sale as text. */
final class SaleTable {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Sale.Told told;

    SaleTable(Sale.Told told) {
        this.told = told;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.addAll(attempts().lines());
        lines.add("");
        lines.addAll(results().lines());
        return lines;
    }

    private Table attempts() {
        // A column that is empty, as it should be, says nothing.
        var outcomes = Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.ordinal() < Outcome.BUSY.ordinal()
                        || told.tally().of(outcome) > 0)
                .toList();
        var columns = new ArrayList<Table.Column>();
        columns.add(Table.left("phase"));
        columns.add(Table.right("attempts"));
        outcomes.forEach(outcome -> columns.add(Table.right(outcome.label())));
        var table = Table.of(columns.toArray(Table.Column[]::new));
        for (var phase : Phase.values()) {
            addRow(
                    table,
                    phase.label(),
                    told.tally().attempts(phase),
                    outcomes,
                    outcome -> told.tally().of(phase, outcome));
        }
        var all =
                Arrays.stream(Phase.values()).mapToLong(told.tally()::attempts).sum();
        addRow(table, "all", all, outcomes, told.tally()::of);
        return table;
    }

    private static void addRow(
            Table table, String label, long attempts, List<Outcome> outcomes, ToLongFunction<Outcome> count) {
        var cells = new ArrayList<Object>();
        cells.add(label);
        cells.add(number(attempts));
        outcomes.forEach(outcome -> cells.add(number(count.applyAsLong(outcome))));
        table.row(cells.toArray());
    }

    private Table results() {
        var deal = told.deal();
        var sold = told.acknowledged().distinctOrders();
        var times = told.acknowledged().orders().stream()
                .map(Acknowledged.Order::createdAt)
                .sorted()
                .toList();
        var table = Table.of(Table.left("result"), Table.right("value"), Table.left(""));
        table.row(
                "units sold",
                number(sold),
                "of " + number(deal.units()) + ", to "
                        + number(told.acknowledged().distinctBuyers()) + " of "
                        + number(told.crowd().size()) + " buyers");
        table.row("units left", number(deal.units() - sold), "");
        table.row("first sale after opening", millis(deal.opensAt(), times.isEmpty() ? null : times.getFirst()), "ms");
        table.row("last sale after opening", millis(deal.opensAt(), times.isEmpty() ? null : times.getLast()), "ms");
        table.row("open after due time", millis(deal.opensAt(), told.end().openedAt()), "ms, by message");
        table.row("closed after due time", millis(deal.closesAt(), told.end().closedAt()), "ms, by message");
        var rush = told.tally().latencies(Phase.RUSH);
        table.row(
                "answers in the rush p50",
                millis(rush.percentile(50)),
                "ms, with " + Sale.IN_FLIGHT + " on their way at once");
        table.row("answers in the rush p99", millis(rush.percentile(99)), "ms");
        table.row("answers in the rush max", millis(rush.percentile(100)), "ms");
        var seconds = told.tally().nanos(Phase.RUSH) / 1e9;
        table.row(
                "answers per second",
                number(seconds == 0 ? 0 : Math.round(rush.count() / seconds)),
                String.format(
                        Locale.ROOT,
                        "a burst of %,d answers in %.1f s, with the buyers on the same machine",
                        rush.count(),
                        seconds));
        return table;
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%,.1f", nanos / NANOS_PER_MILLI);
    }

    private static String millis(Instant due, Instant happened) {
        return happened == null
                ? "never"
                : String.format(Locale.ROOT, "%,.1f", AwaitSettlement.lagMillis(due, happened));
    }
}
