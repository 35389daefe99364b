package com.timedeal.acceptance.faults;

import java.io.IOException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the platform with faults: started for the first one, healed before each, audited after each. */
final class RunningFaults implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static boolean failedBefore;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Faults.class;
    }

    @Override
    public Faults resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return faults(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException, InterruptedException {
        Faults.tell("--- %s", context.getDisplayName());
        faults(context).heal();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
        faults(context).heal();
        if (context.getExecutionException().isEmpty()) {
            faults(context).audit();
        }
    }

    private static Faults faults(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(RunningFaults.class))
                .getOrComputeIfAbsent(Faults.class, key -> start(), Faults.class);
    }

    private static Faults start() {
        if (failedBefore) {
            throw new IllegalStateException("The platform could not be started; see the first test");
        }
        try {
            failedBefore = true;
            var faults = Faults.start();
            failedBefore = false;
            return faults;
        } catch (IOException e) {
            throw new IllegalStateException("The platform cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
