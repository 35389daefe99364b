package com.timedeal.launcher.demo;

import com.timedeal.launcher.demo.Checks.Misfits;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Those who have been answered ask again with the key they had, when nothing is to be had any more. */
final class AskAgain {

    private final Scene scene;

    AskAgain(Scene scene) {
        this.scene = scene;
    }

    void afterTheRush() throws InterruptedException {
        ask(
                Phase.AFTERWARDS,
                scene.crowd(),
                Outcome.SOLD_OUT,
                "After the rush winners get their very order back, everybody else SOLD_OUT.");
    }

    /** All winners and as many others. */
    void afterClosing() throws InterruptedException {
        var winners =
                scene.crowd().stream().filter(scene.acknowledged()::hasWon).toList();
        var others = scene.crowd().stream()
                .filter(buyer -> !scene.acknowledged().hasWon(buyer))
                .limit(winners.size());
        ask(
                Phase.AFTER_CLOSING,
                Stream.concat(winners.stream(), others).toList(),
                Outcome.CLOSED,
                "After the closing winners get their very order back, everybody else CLOSED.");
    }

    private void ask(Phase phase, Collection<Buyer> buyers, Outcome refusal, String statement)
            throws InterruptedException {
        var answered = new AtomicInteger();
        var misfits = new Misfits();
        scene.progress().step(phase.label(), () -> answered + " of " + buyers.size() + " asked again with their key");
        InParallel.each(buyers, buyer -> {
            var won = scene.acknowledged().hasWon(buyer);
            var result = scene.purchases().buy(phase, buyer, buyer.key());
            answered.incrementAndGet();
            misfits.unless(
                    result.outcome() == (won ? Outcome.SAME_ORDER : refusal),
                    buyer + (won ? ", who has an order," : ", who has none,") + " was answered "
                            + result.answer().inWords());
        });
        var won = buyers.stream().filter(scene.acknowledged()::hasWon).count();
        scene.checks()
                .none(
                        misfits.sentences(),
                        statement,
                        Figures.of("winners", won, "others", buyers.size() - won, "misfits", misfits.count()));
    }
}
