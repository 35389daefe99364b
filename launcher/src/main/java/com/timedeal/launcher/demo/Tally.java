package com.timedeal.launcher.demo;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts every attempt to buy by phase and outcome; nothing that came back is left out. Thread-safe. */
final class Tally {

    private static final int KEPT = 20;

    private final Map<Phase, Counts> phases = new EnumMap<>(Phase.class);
    private final AtomicLong firstSoldOut = new AtomicLong(Long.MAX_VALUE);
    private final LongAdder unexpected = new LongAdder();
    private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();
    private final long origin = System.nanoTime();

    Tally() {
        for (var phase : Phase.values()) {
            phases.put(phase, new Counts());
        }
    }

    void count(Phase phase, Outcome outcome, Answer answer) {
        var counts = phases.get(phase);
        counts.outcomes.get(outcome).increment();
        counts.first.accumulateAndGet(answer.sentNanos() - origin, Math::min);
        counts.last.accumulateAndGet(answer.receivedNanos() - origin, Math::max);
        if (answer.status() != 0) {
            counts.latencies.add(answer.receivedNanos() - answer.sentNanos());
        }
        if (outcome == Outcome.SOLD_OUT) {
            firstSoldOut.accumulateAndGet(answer.receivedNanos() - origin, Math::min);
        }
    }

    /** Notes an answer that none of the rules foresees; it is counted as an outcome besides. */
    void surprise(String sentence) {
        unexpected.increment();
        if (surprises.size() < KEPT) {
            surprises.add(sentence);
        }
    }

    long of(Phase phase, Outcome outcome) {
        return phases.get(phase).outcomes.get(outcome).sum();
    }

    long of(Outcome outcome) {
        return phases.keySet().stream().mapToLong(phase -> of(phase, outcome)).sum();
    }

    long attempts(Phase phase) {
        return phases.get(phase).outcomes.values().stream()
                .mapToLong(LongAdder::sum)
                .sum();
    }

    Latencies latencies(Phase phase) {
        return phases.get(phase).latencies;
    }

    /** From the first question of the phase to its last answer; 0 when there was none. */
    long nanos(Phase phase) {
        return Math.max(
                0, phases.get(phase).last.get() - phases.get(phase).first.get());
    }

    /** Whether "sold out" had been answered before that moment, by {@link System#nanoTime()}. */
    boolean soldOutBefore(long nanoTime) {
        return firstSoldOut.get() < nanoTime - origin;
    }

    long unexpected() {
        return unexpected.sum();
    }

    List<String> surprises() {
        return List.copyOf(surprises);
    }

    private static final class Counts {

        private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
        private final Latencies latencies = new Latencies();
        private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
        private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

        Counts() {
            for (var outcome : Outcome.values()) {
                outcomes.put(outcome, new LongAdder());
            }
        }
    }
}
