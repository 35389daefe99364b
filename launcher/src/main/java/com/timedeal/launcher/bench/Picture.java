package com.timedeal.launcher.bench;

import java.util.Comparator;
import java.util.Locale;

/** The throughputs as bars, in a drawing that reads well on white and on black. */
final class Picture {

    private static final int LEFT = 240;
    private static final int BAR = 460;
    private static final int RIGHT = 90;
    private static final int ROW = 26;
    private static final int TOP = 40;
    private static final String OURS = "#2f81f7";
    private static final String OTHERS = "#8b949e";

    private final Results results;

    Picture(Results results) {
        this.results = results;
    }

    String svg() {
        var names = results.names().stream()
                .filter(name -> !name.startsWith("floor")
                        && !name.contains("70 %")
                        && !results.of(name).isEmpty())
                .sorted(Comparator.comparingDouble(this::rate).reversed())
                .toList();
        var most = names.stream().mapToDouble(this::rate).max().orElse(1);
        var width = LEFT + BAR + RIGHT;
        var height = TOP + names.size() * ROW + 20;
        var svg = new StringBuilder(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="13">
                  <rect width="100%%" height="100%%" fill="#ffffff" rx="8"/>
                  <text x="16" y="24" font-size="15" font-weight="600" fill="#1f2328">Answers per second, durable, medians</text>
                """, width, height));
        for (var row = 0; row < names.size(); row++) {
            svg.append(bar(names.get(row), TOP + row * ROW, most));
        }
        return svg.append("</svg>\n").toString();
    }

    private String bar(String name, int y, double most) {
        var rate = rate(name);
        var length = Math.max(2, BAR * rate / most);
        var ours = name.startsWith("purchase") || name.startsWith("refusal") || name.startsWith("coupon");
        return String.format(
                Locale.ROOT,
                """
                  <text x="%d" y="%d" text-anchor="end" fill="#1f2328">%s</text>
                  <rect x="%d" y="%d" width="%.1f" height="%d" rx="3" fill="%s"/>
                  <text x="%.1f" y="%d" fill="#1f2328">%,.0f</text>
                """,
                LEFT - 10,
                y + 16,
                name,
                LEFT,
                y + 3,
                length,
                ROW - 8,
                ours ? OURS : OTHERS,
                LEFT + length + 8,
                y + 16,
                rate);
    }

    private double rate(String name) {
        return results.perSecond(name).orElse(0);
    }
}
