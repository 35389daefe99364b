package com.timedeal.gatewayservice;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Refuses to start, before anything listens, when the registry's password is missing, short or a sample. */
class RequireEurekaPassword implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String VARIABLE = "TIMEDEAL_EUREKA_PASSWORD";

    private static final int MINIMUM_LENGTH = 16;
    private static final Pattern SAMPLE_WORDS = Pattern.compile(
            "change.?me|change.?it|secret|passw(or)?d|guest|admin|root|sample|example|default|eureka|timedeal|test"
                    + "|qwerty|(?:0?123456789?0?)");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        reasonToRefuse(context.getEnvironment().getProperty(VARIABLE)).ifPresent(reason -> {
            throw new UnusablePassword(VARIABLE + " " + reason + ": set it to a random secret of at least "
                    + MINIMUM_LENGTH + " characters, the same for all services.");
        });
    }

    static Optional<String> reasonToRefuse(String password) {
        if (password == null || password.isBlank()) {
            return Optional.of("is missing");
        }
        if (password.length() < MINIMUM_LENGTH) {
            return Optional.of("is shorter than " + MINIMUM_LENGTH + " characters");
        }
        // "changeme-changeme" is long enough, but nothing of it is secret.
        var unguessable =
                SAMPLE_WORDS.matcher(password.toLowerCase(Locale.ROOT)).replaceAll("");
        if (unguessable.chars().distinct().count() < MINIMUM_LENGTH / 2) {
            return Optional.of("is a known sample");
        }
        return Optional.empty();
    }

    static class UnusablePassword extends RuntimeException {

        private UnusablePassword(String message) {
            super(message);
        }
    }

    static class Analyzer extends AbstractFailureAnalyzer<UnusablePassword> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, UnusablePassword cause) {
            return new FailureAnalysis(cause.getMessage(), null, cause);
        }
    }
}
