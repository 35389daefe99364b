package com.timedeal.launcher.bench;

import com.timedeal.launcher.command.UsageException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be measured, in the order in which it is shown. */
enum BenchCase {
    NO_OP("no-op of the same shape, direct"),
    NO_OP_GATEWAY("no-op of the same shape, through the gateway"),
    PURCHASE("deal purchase, direct"),
    PURCHASE_GATEWAY("deal purchase, through the gateway"),
    PURCHASE_TWO("deal purchase, two instances, direct and through the gateway"),
    COUPON_CLAIM("coupon claim, direct"),
    SOLD_OUT("refusal SOLD_OUT, direct"),
    NOT_OPEN("refusal NOT_OPEN, direct"),
    ROW_LOCK("lab: row lock per order"),
    OPTIMISTIC("lab: optimistic, bounded retry"),
    REDISSON_LOCK("lab: Redisson lock around the transaction"),
    REDIS_COUNTER("lab: Redis script, rows written after it"),
    FLOOR_WRITER("without HTTP: one writer, batches"),
    FLOOR_ROW_LOCK("without HTTP: row lock per order, same rows"),
    FLOOR_COMMITS("without HTTP: commits of one row"),
    FLOODED("deal purchase through the gateway, while others flood it"),
    LATENCY("constant arrival rate, 70 % of the peak"),
    STEADY("ten minutes at 70 % of the peak"),
    MANY_ORDERS("deal purchase with 10 k and 1 M orders in the table"),
    MANY_DEALS("deal purchase with 1 and 100 open deals"),
    MANY_CLIENTS("deal purchase with 100 and 5,000 waiting clients");

    private final String label;

    BenchCase(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String titles() {
        return Arrays.stream(values()).map(BenchCase::title).collect(Collectors.joining(", "));
    }

    /** Those that are measured where nobody names any: all but the one that takes as long as all others. */
    static Set<BenchCase> usual() {
        return EnumSet.complementOf(EnumSet.of(STEADY));
    }

    /** The cases behind the ratios that tell most. */
    static Set<BenchCase> quick() {
        return EnumSet.of(NO_OP, NO_OP_GATEWAY, PURCHASE, PURCHASE_GATEWAY, SOLD_OUT, ROW_LOCK);
    }

    /** One by its title, or several separated by commas. */
    static List<BenchCase> named(String titles, String usage) {
        return Arrays.stream(titles.split(","))
                .map(title -> Arrays.stream(values())
                        .filter(value -> value.title().equals(title.strip()))
                        .findFirst()
                        .orElseThrow(() -> new UsageException("There is no case '" + title + "'. " + usage)))
                .toList();
    }
}
