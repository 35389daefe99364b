package com.timedeal.servicedefaults.secret;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns the refusal into one clear paragraph instead of a stack trace. */
class WeakSecretFailureAnalyzer extends AbstractFailureAnalyzer<WeakSecretException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WeakSecretException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Start with ./timedeal, which makes random secrets, or set a random value of at least 16 characters.",
                cause);
    }
}
