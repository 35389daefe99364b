package com.timedeal.userservice.token;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns the refusal into one clear paragraph instead of a stack trace. */
class UnusableKeysFailureAnalyzer extends AbstractFailureAnalyzer<UnusableKeysException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableKeysException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Start with ./timedeal, which makes a key, or set TIMEDEAL_TOKEN_KEYS to a folder that holds"
                        + " RSA private keys of at least 2048 bits as <name>.pem (PKCS#8).",
                cause);
    }
}
