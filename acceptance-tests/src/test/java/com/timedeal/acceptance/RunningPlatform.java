package com.timedeal.acceptance;

import java.io.IOException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the platform: started for the first one, whole again before each, audited after each, stopped after the last.
 */
final class RunningPlatform implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Installation resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return installation(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException, InterruptedException {
        Installation.tell("--- %s", context.getDisplayName());
        installation(context).heal();
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        if (context.getExecutionException().isEmpty()) {
            installation(context).audit();
        }
    }

    private static Installation installation(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(RunningPlatform.class))
                .getOrComputeIfAbsent(Installation.class, key -> start(), Installation.class);
    }

    private static Installation start() {
        try {
            return Installation.start();
        } catch (IOException e) {
            throw new IllegalStateException("The platform cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
