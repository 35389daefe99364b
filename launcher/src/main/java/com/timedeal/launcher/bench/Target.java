package com.timedeal.launcher.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A ratio of two medians that is wanted to be at least so much. */
record Target(String above, String below, double least) {

    static final List<Target> ALL = List.of(
            new Target("purchase direct", "no-op direct", 0.60),
            new Target("purchase gateway", "no-op gateway", 0.80),
            new Target("no-op gateway", "no-op direct", 0.40),
            new Target("purchase gateway", "purchase gateway, other build", 0.92),
            new Target("purchase gateway, flooded", "purchase gateway, alone", 0.8),
            new Target("purchase direct", "row-lock", 5),
            new Target("purchase direct", "optimistic", 8),
            new Target("purchase direct", "redisson-lock", 8),
            new Target("purchase direct", "redis-counter", 1),
            new Target("floor writer", "floor row lock", 12),
            new Target("refusal SOLD_OUT", "no-op direct", 0.9),
            new Target("refusal NOT_OPEN", "no-op direct", 0.9),
            new Target("coupon claim", "purchase direct", 0.9),
            new Target("with 1,000,000 orders", "with 10,000 orders", 0.7),
            new Target("100 open deals", "1 open deal", 0.7),
            new Target("5,000 clients", "100 clients", 0.7));

    String name() {
        return above + " ÷ " + below;
    }

    String wanted() {
        return String.format(Locale.ROOT, "≥ %s", least == Math.rint(least) ? (Object) (long) least : (Object) least);
    }

    OptionalDouble of(Results results) {
        return results.ratio(above, below, Shot::perSecond);
    }

    boolean isReached(double ratio) {
        return ratio >= least;
    }
}
