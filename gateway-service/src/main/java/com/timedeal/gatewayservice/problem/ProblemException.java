package com.timedeal.gatewayservice.problem;

/** Ends an exchange with a problem. Carries no stack trace: it is thrown for what strangers send. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    public ProblemException(Problem problem, String reason) {
        super(reason, null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
