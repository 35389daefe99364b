package com.timedeal.acceptance.history;

import com.timedeal.acceptance.history.Attempt.Refused;
import com.timedeal.acceptance.history.Attempt.Undeclared;
import java.util.Set;
import java.util.stream.Stream;

/** Whatever breaks, a client is answered in the words of the contract: never 500, never a reason nobody has heard of. */
final class AnswersAreDeclared implements Checker {

    private static final Set<String> REASONS = Set.of(
            "SOLD_OUT", "NOT_OPEN", "CLOSED", "CANCELLED", "LIMIT_REACHED", "INSUFFICIENT_STOCK", "COOLING_DOWN");

    @Override
    public Stream<String> violations(History history, Books books) {
        return history.attempts()
                .filter(attempt -> attempt.outcome() instanceof Undeclared
                        || attempt.outcome() instanceof Refused refused && !REASONS.contains(refused.code()))
                .map(attempt -> "%s was answered %s".formatted(attempt.question(), attempt.outcome()))
                .distinct();
    }
}
