package com.timedeal.launcher.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text in columns, each as wide as it must be; cells that are too long go on in the next line. */
public final class Table {

    private static final String GAP = "  ";

    /** @param widest where a cell is broken, at a blank if there is one */
    public record Column(String header, boolean right, int widest) {}

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<Column> columns) {
        this.columns = columns;
    }

    public static Table of(Column... columns) {
        return new Table(List.of(columns));
    }

    public static Column left(String header) {
        return new Column(header, false, Integer.MAX_VALUE);
    }

    public static Column left(String header, int widest) {
        return new Column(header, false, widest);
    }

    public static Column right(String header) {
        return new Column(header, true, Integer.MAX_VALUE);
    }

    /** Adds a row with a cell for each column. */
    public Table row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(Arrays.stream(cells).map(String::valueOf).toList());
        return this;
    }

    /** The header, a rule and the rows, without blanks at the ends. */
    public List<String> lines() {
        var broken = new ArrayList<List<List<String>>>();
        broken.add(columns.stream().map(column -> List.of(column.header())).toList());
        rows.forEach(row -> broken.add(broken(row)));
        var widths = new int[columns.size()];
        for (var row : broken) {
            for (var at = 0; at < widths.length; at++) {
                for (var line : row.get(at)) {
                    widths[at] = Math.max(widths[at], line.length());
                }
            }
        }
        var lines = new ArrayList<String>();
        broken.forEach(row -> print(row, widths, lines));
        lines.add(1, rule(widths));
        return lines;
    }

    private List<List<String>> broken(List<String> row) {
        var cells = new ArrayList<List<String>>();
        for (var at = 0; at < row.size(); at++) {
            cells.add(wrap(row.get(at), columns.get(at).widest()));
        }
        return cells;
    }

    private void print(List<List<String>> row, int[] widths, List<String> into) {
        var height = row.stream().mapToInt(List::size).max().orElse(1);
        for (var line = 0; line < height; line++) {
            var text = new StringBuilder();
            for (var at = 0; at < widths.length; at++) {
                var cell = line < row.get(at).size() ? row.get(at).get(line) : "";
                var blanks = " ".repeat(widths[at] - cell.length());
                text.append(at == 0 ? "" : GAP).append(columns.get(at).right() ? blanks + cell : cell + blanks);
            }
            into.add(text.toString().stripTrailing());
        }
    }

    private static String rule(int[] widths) {
        return String.join(
                GAP, Arrays.stream(widths).mapToObj(width -> "-".repeat(width)).toList());
    }

    private static List<String> wrap(String text, int widest) {
        var lines = new ArrayList<String>();
        var rest = text;
        while (rest.length() > widest) {
            var blank = rest.lastIndexOf(' ', widest);
            var end = blank > 0 ? blank : widest;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
