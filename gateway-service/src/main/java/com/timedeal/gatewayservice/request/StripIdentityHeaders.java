package com.timedeal.gatewayservice.request;

import java.util.List;
import java.util.Locale;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Drops the headers by which a client could claim to be somebody, or to come from somewhere, on the last step
 * before the request leaves. No service believes them; this is the second lock on that door.
 */
@Component
class StripIdentityHeaders implements HttpHeadersFilter, Ordered {

    private static final List<String> PREFIXES = List.of("x-user-", "x-internal-", "x-forwarded-", "x-timedeal-");
    private static final List<String> NAMES = List.of("forwarded", "x-real-ip");

    /** Before the filters that would add forwarding headers of our own, should trusted proxies ever be set. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders incoming, ServerWebExchange exchange) {
        var kept = new HttpHeaders();
        incoming.forEach((name, values) -> {
            if (!claimsIdentity(name.toLowerCase(Locale.ROOT))) {
                kept.addAll(name, values);
            }
        });
        return kept;
    }

    private static boolean claimsIdentity(String name) {
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }
}
