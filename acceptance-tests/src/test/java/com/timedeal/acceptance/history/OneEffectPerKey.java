package com.timedeal.acceptance.history;

import com.timedeal.acceptance.history.Attempt.Accepted;
import com.timedeal.acceptance.history.Attempt.Question;
import com.timedeal.acceptance.history.Attempt.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A key has one order; all answers that bring it are alike, and after the first of them no answer says anything else. */
final class OneEffectPerKey implements Checker {

    @Override
    public Stream<String> violations(History history, Books books) {
        var violations = new ArrayList<String>();
        books.orders().stream()
                .filter(order -> order.key() != null)
                .collect(Collectors.groupingBy(
                        order -> new Question(order.user(), order.target(), order.key()), Collectors.counting()))
                .forEach((question, count) -> {
                    if (count > 1) {
                        violations.add("%s has %d orders".formatted(question, count));
                    }
                });
        history.byQuestion().forEach((question, attempts) -> check(question, attempts, violations));
        return violations.stream();
    }

    private static void check(Question question, List<Attempt> attempts, List<String> violations) {
        var told = new HashSet<Object>();
        attempts.stream()
                .map(Attempt::outcome)
                .filter(Accepted.class::isInstance)
                .forEach(told::add);
        if (told.size() > 1) {
            violations.add("%s was answered in %d ways: %s".formatted(question, told.size(), told));
        }
        var firstTold = attempts.stream()
                .filter(attempt -> attempt.outcome() instanceof Accepted)
                .mapToLong(Attempt::received)
                .min();
        if (firstTold.isPresent()) {
            attempts.stream()
                    .filter(attempt -> attempt.outcome() instanceof Refused)
                    .filter(attempt -> attempt.sent() - firstTold.getAsLong() > 0)
                    .forEach(attempt -> violations.add(
                            "%s was answered %s after it had been accepted".formatted(question, attempt.outcome())));
        }
    }
}
