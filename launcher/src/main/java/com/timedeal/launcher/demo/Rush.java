package com.timedeal.launcher.demo;

import com.timedeal.launcher.demo.Checks.Misfits;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The crowd waits at the door, asking again and again from a moment before the opening; some with two hands, and some
 * ask for another unit afterwards.
 */
final class Rush {

    private static final List<String> TWO_HANDS = List.of("left", "right");

    private final Scene scene;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Misfits unanswered = new Misfits();
    private final Misfits disagreeing = new Misfits();
    private final Misfits wronglyServed = new Misfits();

    Rush(Scene scene) {
        this.scene = scene;
    }

    void run() throws InterruptedException {
        var crowd = scene.crowd();
        scene.progress().step("rush", this::state);
        InParallel.each(crowd, this::takePart);
        scene.checks()
                .none(
                        unanswered.sentences(),
                        "In the rush every buyer is answered: an order, or sold out.",
                        Figures.of("buyers", crowd.size(), "answered", answered.get()));
        scene.checks()
                .none(
                        disagreeing.sentences(),
                        "The same key sent twice at once brings the same answer twice.",
                        Figures.of("twice", crowd.stream().filter(Buyer::twice).count()));
        scene.checks()
                .none(
                        wronglyServed.sentences(),
                        "A new key brings winners LIMIT_REACHED and everybody else SOLD_OUT.",
                        Figures.of("again", crowd.stream().filter(Buyer::again).count()));
    }

    private String state() {
        var left = scene.deal().opensAt().toEpochMilli() - scene.clock().now().toEpochMilli();
        var orders = scene.tally().of(Outcome.ORDER);
        return left > 0
                ? String.format(Locale.ROOT, "opens in %.1f s, %d at the door", left / 1000.0, waiting.get())
                : answered + " of " + scene.crowd().size() + " answered, " + orders + " orders, "
                        + scene.tally().of(Outcome.SOLD_OUT) + " times sold out";
    }

    private void takePart(Buyer buyer) throws InterruptedException {
        scene.clock().sleepUntil(scene.deal().opensAt().minus(buyer.early()));
        waiting.incrementAndGet();
        Set<Boolean> wins = ConcurrentHashMap.newKeySet();
        InParallel.each(buyer.twice() ? TWO_HANDS : TWO_HANDS.subList(0, 1), hand -> wins.add(askUntilOpen(buyer)));
        answered.incrementAndGet();
        disagreeing.unless(wins.size() == 1, buyer + " was told both that there is a unit and that there is none");
        if (buyer.again()) {
            var expected = scene.acknowledged().hasWon(buyer) ? Outcome.LIMIT_REACHED : Outcome.SOLD_OUT;
            var result = scene.purchases().buy(Phase.RUSH, buyer, buyer.otherKey());
            wronglyServed.unless(
                    result.outcome() == expected,
                    buyer + " should be told " + expected + " and was answered "
                            + result.answer().inWords());
        }
    }

    /** @return whether there was a unit */
    private boolean askUntilOpen(Buyer buyer) throws InterruptedException {
        while (true) {
            var result = scene.purchases().buy(Phase.RUSH, buyer, buyer.key());
            if (result.outcome() != Outcome.NOT_OPEN) {
                unanswered.unless(
                        result.outcome().isWin() || result.outcome() == Outcome.SOLD_OUT,
                        buyer + " was answered " + result.answer().inWords());
                return result.outcome().isWin();
            }
            Thread.sleep(buyer.pause());
        }
    }
}
