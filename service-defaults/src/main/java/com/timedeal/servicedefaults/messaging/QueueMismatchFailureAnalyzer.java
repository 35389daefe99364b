package com.timedeal.servicedefaults.messaging;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns the refusal into one clear paragraph instead of a stack trace. */
class QueueMismatchFailureAnalyzer extends AbstractFailureAnalyzer<QueueMismatchException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, QueueMismatchException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
