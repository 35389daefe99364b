package com.timedeal.servicedefaults.securitylog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Security events, all on the logger {@code timedeal.security}: the event's name is the message, what it is about are fields.
 *
 * <p>Of one event no more than fifty lines are written per second, and then how many were left out: whoever sends refused
 * requests by the thousand fills no disk, and hides no other event. Thread-safe.
 */
public final class SecurityLog {

    public static final String LOGGER = "timedeal.security";

    static final int MOST_PER_SECOND = 50;

    private static final Logger log = LoggerFactory.getLogger(LOGGER);
    private static final SecurityLog SHARED = new SecurityLog(() -> System.nanoTime() / 1_000_000_000L);

    private final Map<String, Budget> budgets = new ConcurrentHashMap<>();
    private final LongSupplier seconds;

    SecurityLog(LongSupplier seconds) {
        this.seconds = seconds;
    }

    /**
     * @param event UPPER_SNAKE, one of a handful
     * @param fields names and values in turn; ids, never a secret, an address or a name
     */
    public static void tell(String event, Object... fields) {
        SHARED.write(event, fields);
    }

    void write(String event, Object... fields) {
        var leftOut = budgets.computeIfAbsent(event, name -> new Budget()).take(seconds.getAsLong());
        if (leftOut < 0) {
            return;
        }
        var line = log.atInfo().addKeyValue("event.action", event);
        for (var at = 0; at + 1 < fields.length; at += 2) {
            line = line.addKeyValue(String.valueOf(fields[at]), fields[at + 1]);
        }
        if (leftOut > 0) {
            line = line.addKeyValue("leftOut", leftOut);
        }
        line.log(event);
    }

    private static final class Budget {

        private long second;
        private int told;
        private long leftOut;

        /** @return how many were left out since the last line; negative when this one is left out too */
        synchronized long take(long now) {
            if (now != second) {
                second = now;
                told = 0;
            }
            if (told == MOST_PER_SECOND) {
                leftOut++;
                return -1;
            }
            told++;
            var before = leftOut;
            leftOut = 0;
            return before;
        }
    }
}
