package com.timedeal.gatewayservice.cors;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;

/**
 * Answers the questions of browsers, where origins are named. Where none is, no answer of ours ever allows anything, and no filter
 * stands in the way of everybody else. Credentials are never allowed: there are no cookies here, a token is sent on purpose.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${timedeal.cors.origins:}'.isBlank()")
class AllowOrigins {

    private static final Duration REMEMBERED = Duration.ofHours(1);

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    CorsWebFilter corsWebFilter(CorsSettings settings) {
        var allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(settings.origins());
        allowed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        allowed.setAllowedHeaders(List.of(
                "Accept-Language",
                "Authorization",
                "Content-Type",
                "Idempotency-Key",
                "Last-Event-ID",
                "X-Request-Id",
                "traceparent"));
        allowed.setExposedHeaders(
                List.of("Content-Disposition", "Location", "Retry-After", "WWW-Authenticate", "X-Request-Id"));
        allowed.setAllowCredentials(false);
        allowed.setMaxAge(REMEMBERED);
        return new CorsWebFilter(exchange -> allowed);
    }
}
