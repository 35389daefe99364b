package com.timedeal.launcher.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Waits until the deal has closed by its message and its units are accounted for. */
final class AwaitSettlement {

    /** After the closing. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Later than this it was hardly the message that did it, but somebody who looks after lost ones. */
    private static final long LATEST_MILLIS = 2_000;

    private final Scene scene;
    private volatile DealState state;

    AwaitSettlement(Scene scene) {
        this.scene = scene;
    }

    DealState run() throws InterruptedException {
        state = look();
        scene.progress().step("closing", this::inWords);
        var deadline = scene.clock().nanoTimeOf(scene.deal().closesAt().plus(PATIENCE));
        while (!state.isSettled() && System.nanoTime() - deadline < 0) {
            Thread.sleep(PAUSE);
            state = look();
        }
        check();
        return state;
    }

    private DealState look() throws InterruptedException {
        return DealState.of(scene.gateway().demand(Call.get(scene.deal().path(), null), 200));
    }

    private String inWords() {
        var left = Duration.between(scene.clock().now(), scene.deal().closesAt());
        return state.isSettled()
                ? "closed and settled: " + (state.sold() + state.held()) + " units sold, " + state.unsold() + " not"
                : left.isNegative()
                        ? "closed, waiting for the settlement"
                        : String.format(
                                Locale.ROOT, "closes in %.1f s, %d units left", left.toMillis() / 1000.0, state.left());
    }

    private void check() {
        var deal = scene.deal();
        var orders = scene.acknowledged().distinctOrders();
        scene.checks()
                .hold(
                        state.status().equals("CLOSED")
                                && state.isSettled()
                                && state.sold() + state.held() == orders
                                && state.unsold() == deal.units() - orders,
                        "The deal closes and is settled with what the buyers have been told.",
                        Figures.of(
                                "status", state.status(),
                                "sold", state.sold(),
                                "held", state.held(),
                                "unsold", state.unsold(),
                                "orders", orders));
        var opening = lagMillis(deal.opensAt(), state.openedAt());
        var closing = lagMillis(deal.closesAt(), state.closedAt());
        scene.checks()
                .hold(
                        inTime(opening) && inTime(closing),
                        "Its state changes when it is due, by message: never early, at most 2 s late.",
                        Figures.of("opening_ms", shortly(opening), "closing_ms", shortly(closing)));
        scene.checks()
                .hold(
                        state.stock() == deal.stockBefore() - deal.units() + state.unsold(),
                        "Units that were not sold are back in stock, the others are not.",
                        Figures.of("before", deal.stockBefore(), "deal", deal.units(), "after", state.stock()));
    }

    private static String shortly(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis);
    }

    private static boolean inTime(double millis) {
        return millis >= 0 && millis <= LATEST_MILLIS;
    }

    /** @return not a number when it has not happened */
    static double lagMillis(Instant due, Instant happened) {
        return happened == null ? Double.NaN : Duration.between(due, happened).toNanos() / 1e6;
    }
}
