package com.timedeal.gatewayservice.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * By which names a request can be found again, here and in the services' logs.
 *
 * @param requestId the client's, if it is well-formed; what a stranger writes into our logs shall not look like a line of its own
 * @param traceParent in the format of W3C Trace Context, the client's or one of our own
 */
public record Trace(String requestId, String traceParent) {

    public static final String REQUEST_ID = "X-Request-Id";
    public static final String TRACE_PARENT = "traceparent";

    private static final String ATTRIBUTE = Trace.class.getName();
    private static final int LONGEST_ID = 64;
    private static final int TRACE_PARENT_LENGTH = 55;
    private static final int TRACE_ID_FROM = 3;
    private static final int TRACE_ID_TO = 35;
    private static final int SPAN_ID_TO = 52;

    /** The same at every call for one request. */
    public static Trace of(ServerWebExchange exchange) {
        var known = exchange.getAttributes().get(ATTRIBUTE);
        if (known != null) {
            return (Trace) known;
        }
        var trace = from(exchange.getRequest().getHeaders());
        exchange.getAttributes().put(ATTRIBUTE, trace);
        return trace;
    }

    /** For what is refused before it is a request that could have a name of its own. */
    public static String newRequestId() {
        var random = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    private static Trace from(HttpHeaders headers) {
        var parent = only(headers, TRACE_PARENT);
        var traceParent = isTraceParent(parent) ? parent : newTraceParent();
        var given = only(headers, REQUEST_ID);
        return new Trace(isWellFormed(given) ? given : traceParent.substring(TRACE_ID_FROM, TRACE_ID_TO), traceParent);
    }

    /** Null unless there is exactly one. */
    private static String only(HttpHeaders headers, String name) {
        var values = headers.get(name);
        return values != null && values.size() == 1 ? values.getFirst() : null;
    }

    static boolean isWellFormed(String id) {
        if (id == null || id.isEmpty() || id.length() > LONGEST_ID) {
            return false;
        }
        for (var i = 0; i < id.length(); i++) {
            var c = id.charAt(i);
            if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && "-_.".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isTraceParent(String text) {
        return text != null
                && text.length() == TRACE_PARENT_LENGTH
                && text.startsWith("00-")
                && text.charAt(TRACE_ID_TO) == '-'
                && text.charAt(SPAN_ID_TO) == '-'
                && isHexOtherThanZero(text, TRACE_ID_FROM, TRACE_ID_TO)
                && isHexOtherThanZero(text, TRACE_ID_TO + 1, SPAN_ID_TO)
                && isHex(text, SPAN_ID_TO + 1, TRACE_PARENT_LENGTH);
    }

    private static boolean isHexOtherThanZero(String text, int from, int to) {
        if (!isHex(text, from, to)) {
            return false;
        }
        for (var i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return true;
            }
        }
        return false;
    }

    private static boolean isHex(String text, int from, int to) {
        for (var i = from; i < to; i++) {
            var c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** Names need not be secret, so a fast source of numbers does; "00" at the end: nobody has decided to record it. */
    private static String newTraceParent() {
        var random = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        return "00-" + newRequestId() + "-" + hex.toHexDigits(random.nextLong() | 1) + "-00";
    }
}
