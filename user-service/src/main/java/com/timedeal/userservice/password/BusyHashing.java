package com.timedeal.userservice.password;

import com.timedeal.servicedefaults.problem.Problems;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** How a caller is told that too many passwords are being hashed, or were tried. */
public final class BusyHashing {

    private BusyHashing() {}

    /** 429 for too many wrong passwords, of one account or from one source. */
    public static ErrorResponseException tooManyTries(Duration pause) {
        var problem = Problems.refuse(
                HttpStatus.TOO_MANY_REQUESTS,
                "TOO_MANY_TRIES",
                "Too many wrong passwords were tried. Come back later, or set another password by mail.");
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(pause.toSeconds() + 1));
        return problem;
    }

    /** 429 with a {@code Retry-After} that differs from caller to caller, so that a refused crowd does not come back as one. */
    public static ErrorResponseException problem() {
        var problem = Problems.refuse(
                HttpStatus.TOO_MANY_REQUESTS,
                "BUSY",
                "Too many people are signing in right now. Nothing was done; try again shortly.");
        problem.getHeaders()
                .set(
                        HttpHeaders.RETRY_AFTER,
                        Integer.toString(ThreadLocalRandom.current().nextInt(1, 4)));
        return problem;
    }
}
