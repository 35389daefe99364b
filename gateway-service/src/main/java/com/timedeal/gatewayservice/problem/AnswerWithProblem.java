package com.timedeal.gatewayservice.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.gatewayservice.failover.BackendFailure;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private final ObjectMapper json;

    AnswerWithProblem(ObjectMapper json) {
        this.json = json;
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
        headers.clear();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl(CacheControl.noStore());
        switch (problem) {
            // Not all at the same second.
            case SERVICE_UNAVAILABLE ->
                headers.set(
                        HttpHeaders.RETRY_AFTER,
                        Integer.toString(ThreadLocalRandom.current().nextInt(1, 4)));
            case INVALID_TOKEN -> headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            default -> {}
        }
        response.setStatusCode(problem.status());
        var body = toJson(problem, !SAFE_METHODS.contains(request.getMethod()));
        headers.setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    private static Problem problemOf(Throwable failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        return switch (BackendFailure.of(failure)) {
            case NOT_SENT -> Problem.SERVICE_UNAVAILABLE;
            case OVERLOADED -> Problem.SERVICE_UNAVAILABLE;
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

    private byte[] toJson(Problem problem, boolean changesSomething) {
        try {
            return json.writeValueAsBytes(problem.toDetail(changesSomething));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
