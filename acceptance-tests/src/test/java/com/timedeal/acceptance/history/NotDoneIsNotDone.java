package com.timedeal.acceptance.history;

import java.util.HashSet;
import java.util.stream.Stream;

/** Whoever was only ever told "not done, and will not be" has no order. */
final class NotDoneIsNotDone implements Checker {

    @Override
    public Stream<String> violations(History history, Books books) {
        var neverDone = new HashSet<>(history.neverDone());
        return books.orders().stream()
                .filter(order -> order.isLive() && order.key() != null)
                .filter(order -> neverDone.contains(new Attempt.Question(order.user(), order.target(), order.key())))
                .map(order -> "every attempt was answered with 503, and yet there is " + order);
    }
}
