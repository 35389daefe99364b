package com.timedeal.gatewayservice.securitylog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Security events as the services write them, on the logger {@code timedeal.security}: the event's name is the message, what it is
 * about are fields.
 *
 * <p>Here anybody may provoke them, without an account and without end. So of one event there are {@value #AT_ONCE} lines at once and
 * then one a second, each of which tells how many were left out before it: a flood fills no disk and hides no other event. What clients
 * choose is cut and reduced to plain characters, so that nobody writes fields or lines of their own. Thread-safe.
 */
public final class SecurityLog {

    public static final String LOGGER = "timedeal.security";

    static final int AT_ONCE = 20;
    static final int LONGEST = 200;

    private static final Logger log = LoggerFactory.getLogger(LOGGER);
    private static final SecurityLog SHARED = new SecurityLog(() -> System.nanoTime() / 1_000_000_000L);

    private final Map<String, Budget> budgets = new ConcurrentHashMap<>();
    private final LongSupplier seconds;

    SecurityLog(LongSupplier seconds) {
        this.seconds = seconds;
    }

    /**
     * @param event UPPER_SNAKE, one of a handful
     * @param requestId null for what belongs to no request
     * @param fields names and values in turn; never a secret
     */
    public static void tell(String event, String requestId, Object... fields) {
        SHARED.write(event, requestId, fields);
    }

    void write(String event, String requestId, Object... fields) {
        var leftOut = budgets.computeIfAbsent(event, name -> new Budget(seconds.getAsLong()))
                .take(seconds.getAsLong());
        if (leftOut < 0) {
            return;
        }
        var line = log.atInfo().addKeyValue("event.action", event);
        for (var at = 0; at + 1 < fields.length; at += 2) {
            var value = fields[at + 1];
            line = line.addKeyValue(String.valueOf(fields[at]), value instanceof String text ? plain(text) : value);
        }
        if (leftOut > 0) {
            line = line.addKeyValue("leftOut", leftOut);
        }
        if (requestId == null) {
            line.log(event);
            return;
        }
        MDC.put("requestId", requestId);
        try {
            line.log(event);
        } finally {
            MDC.remove("requestId");
        }
    }

    /** The path of a request's target as it came: no query, and nothing of a target that is no path. */
    public static String pathOf(String target) {
        if (target == null || !target.startsWith("/")) {
            return "";
        }
        for (var at = 0; at < target.length(); at++) {
            if ("?#;".indexOf(target.charAt(at)) >= 0) {
                return target.substring(0, at);
            }
        }
        return target;
    }

    private static String plain(String text) {
        var length = Math.min(text.length(), LONGEST);
        var kept = new StringBuilder(length);
        for (var at = 0; at < length; at++) {
            var c = text.charAt(at);
            var isPlain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            kept.append(isPlain || " /-._~%:,[]()+@*".indexOf(c) >= 0 ? c : '_');
        }
        return kept.toString();
    }

    private static final class Budget {

        private long second;
        private int left = AT_ONCE;
        private long leftOut;

        Budget(long now) {
            second = now;
        }

        /** @return how many were left out since the last line; negative when this one is left out too */
        synchronized long take(long now) {
            left = (int) Math.min(AT_ONCE, left + Math.max(0, now - second));
            second = Math.max(second, now);
            if (left == 0) {
                leftOut++;
                return -1;
            }
            left--;
            var before = leftOut;
            leftOut = 0;
            return before;
        }
    }
}
