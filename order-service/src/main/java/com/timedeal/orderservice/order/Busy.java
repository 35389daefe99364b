package com.timedeal.orderservice.order;

import com.timedeal.servicedefaults.problem.Problems;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** "Not done, and will not be done": come back, but not all at once. */
public final class Busy {

    private Busy() {}

    public static ResponseEntity<ProblemDetail> answer() {
        var seconds = ThreadLocalRandom.current().nextInt(1, 5);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Integer.toString(seconds))
                .body(Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "SERVICE_UNAVAILABLE",
                        "This was not done. Try again shortly, with the same Idempotency-Key."));
    }
}
