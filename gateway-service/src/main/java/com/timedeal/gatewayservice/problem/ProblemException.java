package com.timedeal.gatewayservice.problem;

import java.time.Duration;

/** Ends an exchange with a problem. Carries no stack trace: it is thrown for what strangers send. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;
    private final transient Duration retryAfter;

    public ProblemException(Problem problem, String reason) {
        this(problem, reason, null);
    }

    /** @param retryAfter when it is worth trying again; null if that cannot be known */
    public ProblemException(Problem problem, String reason, Duration retryAfter) {
        super(reason, null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    Problem problem() {
        return problem;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
