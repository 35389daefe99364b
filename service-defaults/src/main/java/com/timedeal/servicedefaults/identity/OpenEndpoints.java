package com.timedeal.servicedefaults.identity;

import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The endpoints of a service that need no token; everything else does.
 *
 * @param endpoints method and path pattern, e.g. {@code GET /api/v1/products/**}
 */
public record OpenEndpoints(List<String> endpoints) {

    public static OpenEndpoints of(String... endpoints) {
        return new OpenEndpoints(List.of(endpoints));
    }

    RequestMatcher[] matchers() {
        return endpoints.stream()
                .map(endpoint -> endpoint.split(" ", 2))
                .map(parts -> PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.valueOf(parts[0]), parts[1]))
                .toArray(RequestMatcher[]::new);
    }
}
