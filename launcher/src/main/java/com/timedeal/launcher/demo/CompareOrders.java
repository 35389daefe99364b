package com.timedeal.launcher.demo;

import com.timedeal.launcher.demo.Checks.Misfits;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Holds what the buyers were told against what the platform has on its books. */
final class CompareOrders {

    private final Scene scene;

    CompareOrders(Scene scene) {
        this.scene = scene;
    }

    void run() throws InterruptedException {
        compareBooks();
        var orders = scene.acknowledged().orders();
        var distinct = scene.acknowledged().distinctOrders();
        var buyers = scene.acknowledged().distinctBuyers();
        scene.checks()
                .hold(
                        distinct == scene.expected(),
                        "Exactly as many orders as units, or as buyers if there are fewer.",
                        Figures.of(
                                "orders",
                                distinct,
                                "units",
                                scene.deal().units(),
                                "buyers",
                                scene.crowd().size()));
        scene.checks()
                .hold(
                        buyers == distinct && orders.size() == distinct,
                        "Nobody has two, and no key has brought two orders.",
                        Figures.of("orders", distinct, "buyers", buyers, "keys", orders.size()));
        checkWindow();
        checkSoldOut();
        scene.checks()
                .none(
                        scene.tally().surprises(),
                        "Every answer is one that the rules know.",
                        Figures.of("unexpected", scene.tally().unexpected()));
    }

    private void compareBooks() throws InterruptedException {
        Map<UUID, Set<UUID>> told = new HashMap<>();
        scene.acknowledged()
                .orders()
                .forEach(order -> told.computeIfAbsent(order.userId(), id -> new HashSet<>())
                        .add(order.orderId()));
        var misfits = new Misfits();
        var compared = new AtomicInteger();
        var booked = new AtomicLong();
        scene.progress()
                .step("comparing", () -> compared + " of " + scene.crowd().size() + " buyers' orders read");
        InParallel.each(scene.crowd(), buyer -> {
            var stored = stored(buyer);
            booked.addAndGet(stored.size());
            compared.incrementAndGet();
            var known = told.getOrDefault(buyer.id(), Set.of());
            misfits.unless(
                    stored.equals(known), buyer + " was told of orders " + known + " and the platform has " + stored);
        });
        scene.checks()
                .none(
                        misfits.sentences(),
                        "Every buyer's list of orders holds those that the buyer was told of, and no other.",
                        Figures.of("told", scene.acknowledged().distinctOrders(), "stored", booked.get()));
    }

    private Set<UUID> stored(Buyer buyer) throws InterruptedException {
        var ids = new HashSet<UUID>();
        scene.gateway()
                .demand(Call.get("/api/v1/orders?size=100", buyer.token()), 200)
                .path("items")
                .forEach(order -> {
                    if (order.path("dealId").asText().equals(scene.deal().id().toString())) {
                        ids.add(UUID.fromString(order.path("orderId").asText()));
                    }
                });
        return ids;
    }

    private void checkWindow() {
        var deal = scene.deal();
        var misfits = new Misfits();
        for (var order : scene.acknowledged().orders()) {
            misfits.unless(isInside(deal, order.createdAt()), "order " + order.orderId() + " at " + order.createdAt());
        }
        scene.checks()
                .none(
                        misfits.sentences(),
                        "No order is older than the opening or younger than the closing, by the server's clock.",
                        Figures.of("opensAt", deal.opensAt(), "closesAt", deal.closesAt()));
    }

    private static boolean isInside(Deal deal, Instant moment) {
        return !moment.isBefore(deal.opensAt()) && moment.isBefore(deal.closesAt());
    }

    /** No unit comes back during the demo, so whoever asks after somebody was told SOLD_OUT cannot get one any more. */
    private void checkSoldOut() {
        var misfits = new Misfits();
        for (var order : scene.acknowledged().orders()) {
            misfits.unless(
                    !scene.tally().soldOutBefore(order.askedNanos()),
                    "order " + order.orderId() + " was asked for after somebody was told SOLD_OUT");
        }
        scene.checks()
                .none(
                        misfits.sentences(),
                        "Nobody is told SOLD_OUT while units are left.",
                        Figures.of("sold_out", scene.tally().of(Outcome.SOLD_OUT), "false_ones", misfits.count()));
    }
}
