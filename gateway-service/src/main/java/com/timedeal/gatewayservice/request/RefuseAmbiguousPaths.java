package com.timedeal.gatewayservice.request;

import com.timedeal.gatewayservice.pipeline.KnownContext;
import com.timedeal.gatewayservice.problem.Problem;
import com.timedeal.gatewayservice.problem.ProblemException;
import com.timedeal.gatewayservice.securitylog.SecurityEvents;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses a path that a service could read as another one than the gateway did: {@code /api/v1/deals/..;/internal/x}
 * is a deal here and an internal path to whoever strips parameters and resolves dots first.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefuseAmbiguousPaths implements WebFilter {

    /** What a segment may hold besides letters and digits: RFC 3986 without the semicolon. */
    private static final String PUNCTUATION = "-._~!$&'()*+,=:@";

    private final SecurityEvents events;

    RefuseAmbiguousPaths(SecurityEvents events) {
        this.events = events;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (isPlain(exchange.getRequest().getURI().getRawPath())) {
            return KnownContext.from(chain.filter(exchange));
        }
        events.tell(exchange, "AMBIGUOUS_PATH", Problem.BAD_REQUEST.status().value());
        return Mono.error(new ProblemException(Problem.BAD_REQUEST, "ambiguous path"));
    }

    /** By what is allowed, not by what is known to be bad. */
    static boolean isPlain(String path) {
        if (path == null || path.isEmpty() || path.charAt(0) != '/') {
            return false;
        }
        var segmentStart = 1;
        for (var i = 1; i < path.length(); i++) {
            var c = path.charAt(i);
            if (c == '/') {
                if (i == segmentStart || isDots(path, segmentStart, i)) {
                    return false;
                }
                segmentStart = i + 1;
            } else if (c == '%') {
                // Only bytes of a non-ASCII character need encoding; an encoded slash, dot, percent or NUL is a trick.
                if (i + 2 >= path.length() || "89ABCDEFabcdef".indexOf(path.charAt(i + 1)) < 0) {
                    return false;
                }
            } else if (!isLetterOrDigit(c) && PUNCTUATION.indexOf(c) < 0) {
                return false;
            }
        }
        return !isDots(path, segmentStart, path.length());
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean isDots(String path, int from, int to) {
        return switch (to - from) {
            case 1 -> path.charAt(from) == '.';
            case 2 -> path.charAt(from) == '.' && path.charAt(from + 1) == '.';
            default -> false;
        };
    }
}
