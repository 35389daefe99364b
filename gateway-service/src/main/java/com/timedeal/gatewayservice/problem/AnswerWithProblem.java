package com.timedeal.gatewayservice.problem;

import com.timedeal.gatewayservice.answer.AnswerHeaders;
import com.timedeal.gatewayservice.failover.BackendFailure;
import com.timedeal.gatewayservice.trace.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.support.ServiceUnavailableException;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Turns whatever ended an exchange into a problem detail. The text of an exception never leaves the gateway. */
@Component
@Order(AnswerWithProblem.BEFORE_SPRING_BOOTS_OWN)
class AnswerWithProblem implements WebExceptionHandler {

    static final int BEFORE_SPRING_BOOTS_OWN = -2;

    private static final Logger log = LoggerFactory.getLogger(AnswerWithProblem.class);
    private static final Set<HttpMethod> SAFE_METHODS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

    private static final List<String> ABOUT_ORIGINS = List.of(
            HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, HttpHeaders.VARY);

    private final ProblemBodies bodies;
    private final AnswerHeaders answerHeaders;

    AnswerWithProblem(ProblemBodies bodies, AnswerHeaders answerHeaders) {
        this.bodies = bodies;
        this.answerHeaders = answerHeaders;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            // Part of the service's answer is out: closing the connection is the only honest thing left.
            return Mono.error(failure);
        }
        var request = exchange.getRequest();
        var problem = problemOf(failure);
        if (problem == Problem.INTERNAL_ERROR) {
            log.error("{} {} failed", request.getMethod(), request.getPath(), failure);
        } else {
            log.debug("{} {}: {}", request.getMethod(), request.getPath(), problem, failure);
        }

        // The service's headers may be here already, if its answer broke off before the first byte of the body.
        var headers = response.getHeaders();
        // What was said to a browser about origins stays, or its page could not read the problem.
        var aboutOrigins = new LinkedHashMap<String, List<String>>();
        for (var name : ABOUT_ORIGINS) {
            var values = headers.get(name);
            if (values != null) {
                aboutOrigins.put(name, List.copyOf(values));
            }
        }
        headers.clear();
        headers.putAll(aboutOrigins);
        answerHeaders.setOn(headers, Trace.of(exchange).requestId());
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl(CacheControl.noStore());
        switch (problem) {
            // Not all at the same second.
            case SERVICE_UNAVAILABLE ->
                headers.set(
                        HttpHeaders.RETRY_AFTER,
                        Integer.toString(ThreadLocalRandom.current().nextInt(1, 4)));
            case RATE_LIMITED -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(secondsToWait(failure)));
            case INVALID_TOKEN -> headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            default -> {}
        }
        response.setStatusCode(problem.status());
        var body = bodies.of(problem, !SAFE_METHODS.contains(request.getMethod()));
        headers.setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    private static Problem problemOf(Throwable failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof ServiceUnavailableException) {
            return Problem.SERVICE_UNAVAILABLE; // an open circuit breaker
        }
        return switch (BackendFailure.of(failure)) {
            case NOT_SENT, OVERLOADED -> Problem.SERVICE_UNAVAILABLE;
            // A connection lost, or an answer late, says nothing about what the service did.
            case LOST, LATE -> Problem.UNKNOWN_OUTCOME;
            case NONE -> failure instanceof ErrorResponse response ? problemOf(response) : Problem.INTERNAL_ERROR;
        };
    }

    private static Problem problemOf(ErrorResponse response) {
        return switch (response.getStatusCode().value()) {
            case 404 -> Problem.NOT_FOUND;
            case 405 -> Problem.METHOD_NOT_ALLOWED;
            case 413 -> Problem.CONTENT_TOO_LARGE;
            // The load balancer's "no instance".
            case 503 -> Problem.SERVICE_UNAVAILABLE;
            default -> response.getStatusCode().is4xxClientError() ? Problem.BAD_REQUEST : Problem.INTERNAL_ERROR;
        };
    }

    /** Rounded up, so that whoever keeps to it is let in. */
    private static long secondsToWait(Throwable failure) {
        return failure instanceof ProblemException known && known.retryAfter() != null
                ? Math.max(1, known.retryAfter().plusMillis(999).toSeconds())
                : 1;
    }
}
