package com.timedeal.gatewayservice.cors;

import com.timedeal.gatewayservice.answer.AnswerHeaders;
import com.timedeal.gatewayservice.securitylog.SecurityEvents;
import com.timedeal.gatewayservice.trace.Trace;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;

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
    CorsWebFilter corsWebFilter(CorsSettings settings, AnswerHeaders answerHeaders, SecurityEvents events) {
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
        return new CorsWebFilter(exchange -> allowed, new DefaultCorsProcessor() {
            @Override
            public boolean process(CorsConfiguration configuration, ServerWebExchange exchange) {
                var mayPass = super.process(configuration, exchange);
                if (!mayPass) {
                    answerHeaders.setOn(
                            exchange.getResponse().getHeaders(),
                            Trace.of(exchange).requestId());
                    var origin = exchange.getRequest().getHeaders().getOrigin();
                    events.tell(
                            exchange,
                            "ORIGIN_REFUSED",
                            HttpStatus.FORBIDDEN.value(),
                            "origin",
                            origin == null ? "" : origin);
                }
                return mayPass;
            }
        });
    }
}
