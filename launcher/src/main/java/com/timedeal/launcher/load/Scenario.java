package com.timedeal.launcher.load;

import com.timedeal.launcher.command.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A plan in {@code jmeter/}, and how much of it there is if nothing else is said. */
enum Scenario {
    PRODUCT_LIST("product-list", 50, 50, 50),
    WISHLIST_ORDER("wishlist-order", 300, 200, 50),
    DEAL_RUSH("deal-rush", 1_000, 100, 100),
    TWO_SERVERS("two-servers", 1_000, 100, 100);

    private final String title;
    private final int buyers;
    private final int units;
    private final int threads;

    Scenario(String title, int buyers, int units, int threads) {
        this.title = title;
        this.buyers = buyers;
        this.units = units;
        this.threads = threads;
    }

    static Scenario of(String title, String usage) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no scenario '" + title + "'. " + usage));
    }

    static String titles() {
        return Arrays.stream(values()).map(Scenario::title).collect(Collectors.joining("|"));
    }

    String title() {
        return title;
    }

    String plan() {
        return title + ".jmx";
    }

    int buyers() {
        return buyers;
    }

    int units() {
        return units;
    }

    int threads() {
        return threads;
    }

    /** Whether all units of one deal go to whoever comes first. */
    boolean isDeal() {
        return this == DEAL_RUSH || this == TWO_SERVERS;
    }

    /** What {@code up} is told, so that there is what the plan asks for. */
    List<String> up() {
        return this == TWO_SERVERS ? List.of("--instances", "order-service=2") : List.of();
    }
}
