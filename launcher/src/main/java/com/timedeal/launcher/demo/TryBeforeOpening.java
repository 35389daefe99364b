package com.timedeal.launcher.demo;

import com.timedeal.launcher.demo.Checks.Misfits;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Everybody tries once too early. */
final class TryBeforeOpening {

    /** Nothing goes out so late that it could arrive after the opening. */
    private static final Duration MARGIN = Duration.ofMillis(700);

    private static final int AT_ONCE = 100;

    private final Scene scene;
    private final AtomicInteger told = new AtomicInteger();

    TryBeforeOpening(Scene scene) {
        this.scene = scene;
    }

    void run() throws InterruptedException {
        var crowd = scene.crowd();
        scene.progress().step("before opening", () -> told + " of " + crowd.size() + " told that it is not open yet");
        var deadline = scene.clock().nanoTimeOf(scene.deal().opensAt().minus(MARGIN));
        var turns = new Semaphore(AT_ONCE);
        var misfits = new Misfits();
        InParallel.each(crowd, buyer -> {
            turns.acquire();
            try {
                ask(buyer, deadline, misfits);
            } finally {
                turns.release();
            }
        });
        scene.checks()
                .none(
                        misfits.sentences(),
                        "Before the opening every buyer is told NOT_OPEN, with opensAt and serverTime.",
                        Figures.of("buyers", crowd.size(), "told", told.get()));
    }

    private void ask(Buyer buyer, long deadline, Misfits misfits) throws InterruptedException {
        if (System.nanoTime() - deadline >= 0) {
            misfits.unless(false, buyer + " had no turn before the opening; a longer --opens-in gives everybody one");
            return;
        }
        var answer = scene.purchases()
                .buy(Phase.BEFORE_OPENING, buyer, buyer.key(), deadline)
                .answer();
        if (saysWhen(answer)) {
            told.incrementAndGet();
        } else {
            misfits.unless(false, buyer + " was answered " + answer.inWords() + " " + answer.body());
        }
    }

    private boolean saysWhen(Answer answer) {
        if (Outcome.ofRefusal(answer) != Outcome.NOT_OPEN) {
            return false;
        }
        try {
            var opensAt = Instant.parse(answer.body().path("opensAt").asText());
            var serverTime = Instant.parse(answer.body().path("serverTime").asText());
            return opensAt.equals(scene.deal().opensAt()) && serverTime.isBefore(opensAt);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
