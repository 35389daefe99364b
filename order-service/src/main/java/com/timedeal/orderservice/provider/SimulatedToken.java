package com.timedeal.orderservice.provider;

import java.time.Duration;
import java.util.Locale;

/**
 * What the simulated provider is told to do, as test cards tell a real one.
 *
 * @param delay for those that take time
 */
record SimulatedToken(Kind kind, Duration delay) {

    private static final Duration AT_MOST = Duration.ofMinutes(10);
    private static final Duration USUAL = Duration.ofMillis(300);

    enum Kind {
        /** Charges at once; a virtual account waits for its deposit. */
        DEFAULT,
        /** Charges at once. */
        OK,
        /** Charges after the delay, and keeps its caller waiting. */
        SLOW,
        DECLINE,
        /** Fails the first time, with nothing done. */
        ERROR,
        /** Charges, and answers nobody. */
        LOSE_ANSWER,
        /** Says "pending", and calls back after the delay. */
        CALLBACK,
        CALLBACK_TWICE,
        /** Says "pending", charges after the delay whatever has happened meanwhile, and calls nobody. */
        LATE,
        /** Charges at once, and fails at the first refund. */
        REFUND_ERROR,
        UNKNOWN
    }

    /** @param token null for the usual */
    static SimulatedToken of(String token) {
        if (token == null || token.isBlank()) {
            return new SimulatedToken(Kind.DEFAULT, Duration.ZERO);
        }
        var parts = token.split(":", 2);
        try {
            var kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_'));
            var delay = parts.length == 2 ? Duration.ofMillis(Long.parseLong(parts[1])) : USUAL;
            return delay.isNegative() || delay.compareTo(AT_MOST) > 0
                    ? new SimulatedToken(Kind.UNKNOWN, Duration.ZERO)
                    : new SimulatedToken(kind, delay);
        } catch (IllegalArgumentException e) {
            return new SimulatedToken(Kind.UNKNOWN, Duration.ZERO);
        }
    }
}
