package com.timedeal.acceptance.history;

import java.util.List;
import java.util.stream.Stream;

/** One promise, held against a history and the books that it left. */
@FunctionalInterface
public interface Checker {

    /** All of them. */
    List<Checker> ALL = List.of(
            new AcknowledgedIsStored(),
            new NotDoneIsNotDone(),
            new UnitsAreConserved(),
            new LimitsHold(),
            new SoldOutIsTrue(),
            new OneEffectPerKey(),
            new StatesOnlyAdvance(),
            new AnswersAreDeclared(),
            new OneChargePerOrder());

    /** @return a sentence for each place where the promise is broken */
    Stream<String> violations(History history, Books books);

    /** What all checkers find, each sentence with the name of its checker. */
    static List<String> judge(History history, Books books) {
        return ALL.stream()
                .flatMap(checker -> checker.violations(history, books)
                        .map(sentence -> checker.getClass().getSimpleName() + ": " + sentence))
                .toList();
    }
}
