package com.timedeal.launcher.bench;

/** What was measured broke a promise, so there is no figure. */
final class Violation extends RuntimeException {

    Violation(String message) {
        super(message);
    }
}
