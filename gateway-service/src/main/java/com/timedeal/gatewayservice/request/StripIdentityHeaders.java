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

    private static final String[] PREFIXES = {"x-user-", "x-internal-", "x-forwarded-", "x-timedeal-"};
    private static final List<String> NAMES = List.of("forwarded", "x-real-ip");

    /** Before the filters that would add forwarding headers of our own, should trusted proxies ever be set. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** Nearly nobody sends one; then the headers go on as they are. */
    @Override
    public HttpHeaders filter(HttpHeaders incoming, ServerWebExchange exchange) {
        if (incoming.keySet().stream().noneMatch(StripIdentityHeaders::claimsIdentity)) {
            return incoming;
        }
        var kept = new HttpHeaders();
        incoming.forEach((name, values) -> {
            if (!claimsIdentity(name)) {
                kept.addAll(name, values);
            }
        });
        return kept;
    }

    private static boolean claimsIdentity(String name) {
        var first = name.isEmpty() ? '-' : name.charAt(0) | 0x20;
        return (first == 'x' || first == 'f') && claimsIdentityInFull(name.toLowerCase(Locale.ROOT));
    }

    private static boolean claimsIdentityInFull(String name) {
        for (var prefix : PREFIXES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return NAMES.contains(name);
    }
}
