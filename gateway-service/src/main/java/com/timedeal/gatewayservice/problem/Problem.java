package com.timedeal.gatewayservice.problem;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** Every answer of the gateway's own. The services' answers, errors included, pass through untouched. */
public enum Problem {
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request is malformed."),
    INVALID_TOKEN(
            HttpStatus.UNAUTHORIZED,
            "The access token is not valid (any more). Log in or refresh it, or leave the Authorization header out."),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this address."),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This address does not know this method."),
    REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "The request did not arrive in time."),
    CONTENT_TOO_LARGE(HttpStatus.PAYLOAD_TOO_LARGE, "The request is too large."),
    URI_TOO_LONG(HttpStatus.URI_TOO_LONG, "The address is too long."),
    HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large."),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "Too many requests; this one was not processed. Try again later."),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here. It has been noted."),
    SERVICE_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE, "The request was not processed and will not be. Try again in a moment."),
    UNKNOWN_OUTCOME(HttpStatus.GATEWAY_TIMEOUT, "The service did not answer in time. Try again.");

    /** For requests that change something: they may have been carried out though no answer came. */
    private static final String ASK_AGAIN =
            "The outcome is unknown: the request may have been carried out. Ask again with the same Idempotency-Key.";

    private final HttpStatus status;
    private final String detail;

    Problem(HttpStatus status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    public HttpStatus status() {
        return status;
    }

    /** @param changesSomething whether the request's method is an unsafe one */
    ProblemDetail toDetail(boolean changesSomething) {
        var problem = ProblemDetail.forStatusAndDetail(
                status, this == UNKNOWN_OUTCOME && changesSomething ? ASK_AGAIN : detail);
        problem.setType(URI.create("https://timedeal.dev/problems/"
                + name().toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setTitle(status.getReasonPhrase());
        problem.setProperty("code", name());
        return problem;
    }
}
