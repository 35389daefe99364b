package com.timedeal.servicedefaults.request;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;

/**
 * Puts the request's id into each line of the log and into the answer: the gateway's, or a new one.
 *
 * <p>Comes before everything, so that refused tokens have one too; per request it costs a header and an entry of a map.
 */
class NameRequests implements Filter {

    static final String HEADER = "X-Request-Id";
    static final String FIELD = "requestId";

    private static final int LONGEST = 64;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var given = ((HttpServletRequest) request).getHeader(HEADER);
        var id = isWellFormed(given) ? given : newId();
        ((HttpServletResponse) response).setHeader(HEADER, id);
        MDC.put(FIELD, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(FIELD);
        }
    }

    /** What a stranger writes into our logs shall not look like a line of its own. */
    static boolean isWellFormed(String id) {
        if (id == null || id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        for (var at = 0; at < id.length(); at++) {
            var c = id.charAt(at);
            if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && "-_.".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** A name, not a secret. */
    private static String newId() {
        var random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }
}
