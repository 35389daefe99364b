package com.timedeal.acceptance.history;

import com.timedeal.acceptance.history.Attempt.Accepted;
import com.timedeal.acceptance.history.Attempt.NotDone;
import com.timedeal.acceptance.history.Attempt.Question;
import com.timedeal.acceptance.history.Attempt.Unknown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Everything that clients asked for and were answered; written by many threads, read when they are done. */
public final class History {

    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();

    public History() {}

    public History(Collection<Attempt> attempts) {
        this.attempts.addAll(attempts);
    }

    public void add(Attempt attempt) {
        attempts.add(attempt);
    }

    public Stream<Attempt> attempts() {
        return attempts.stream();
    }

    /** The attempts of each question, in the order in which they were sent. */
    public Map<Question, List<Attempt>> byQuestion() {
        Map<Question, List<Attempt>> all = new LinkedHashMap<>();
        attempts.stream()
                .sorted(Comparator.comparingLong(Attempt::sent))
                .forEach(attempt -> all.computeIfAbsent(attempt.question(), question -> new ArrayList<>())
                        .add(attempt));
        return all;
    }

    /** The questions of which nobody knows whether they were carried out, each with the last attempt. */
    public List<Attempt> unresolved() {
        return byQuestion().values().stream()
                .filter(asked -> asked.stream().anyMatch(each -> each.outcome() instanceof Unknown))
                .filter(asked -> asked.stream().noneMatch(each -> each.outcome() instanceof Accepted))
                .map(List::getLast)
                .toList();
    }

    /** The questions that were answered with nothing but promises that nothing was or will be done. */
    public List<Question> neverDone() {
        return byQuestion().entrySet().stream()
                .filter(asked -> asked.getValue().stream().allMatch(each -> each.outcome() instanceof NotDone))
                .map(Map.Entry::getKey)
                .toList();
    }

    public long accepted() {
        return attempts.stream()
                .filter(each -> each.outcome() instanceof Accepted)
                .count();
    }

    /** How often each kind of answer came, for a sentence. */
    public Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        attempts.forEach(attempt -> counts.merge(word(attempt.outcome()), 1L, Long::sum));
        return counts;
    }

    private static String word(Attempt.Outcome outcome) {
        return switch (outcome) {
            case Accepted accepted -> "accepted";
            case Attempt.Refused refused -> refused.code();
            case NotDone notDone -> "not done";
            case Unknown unknown -> "unknown";
            case Attempt.Undeclared undeclared -> "UNDECLARED";
        };
    }
}
