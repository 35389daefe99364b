package com.timedeal.userservice.emailcode;

import com.timedeal.servicedefaults.problem.Problems;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** How callers are told what came of codes; the same for addresses that are known and that are not. */
public final class CodeProblems {

    private CodeProblems() {}

    public static ErrorResponseException away() {
        return waiting(
                Problems.refuse(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "SERVICE_UNAVAILABLE",
                        "Codes cannot be handled right now. Try again shortly."),
                Duration.ofSeconds(2));
    }

    public static ErrorResponseException tooMany(Duration wait) {
        return waiting(
                Problems.refuse(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "TOO_MANY_CODES",
                        "Too many codes were sent to this address, or asked for from your network. Use the last one, or come back later."),
                wait);
    }

    public static ErrorResponseException wrong() {
        return Problems.badRequest(
                "WRONG_CODE", "The code is wrong, or no longer good. Ask for another if you cannot find it.");
    }

    public static ErrorResponseException blocked(Duration wait) {
        return waiting(
                Problems.refuse(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "TOO_MANY_TRIES",
                        "Too many wrong codes were tried for this address, or from your network. Come back later."),
                wait);
    }

    private static ErrorResponseException waiting(ErrorResponseException problem, Duration wait) {
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
        return problem;
    }
}
