package com.timedeal.localinfrastructure.testing;

import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Starts the infrastructure for a JVM that runs integration tests, and for no other.
 *
 * <p>Such a JVM has the system property {@code timedeal.it=true}, which Failsafe sets, or runs a test class whose name
 * ends in {@code IT}, as an IDE does. The servers end with the JVM rather than with the session, because some tools open
 * a session per request.
 */
public final class InfrastructureSessionListener implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (Boolean.getBoolean("timedeal.it")) {
            // At once, since a failure here fails the build, while one in a listener of executions is only logged.
            Infrastructure.current();
        } else {
            session.getLauncher().registerTestExecutionListeners(new StartForIntegrationTests());
        }
    }

    private static final class StartForIntegrationTests implements TestExecutionListener {

        @Override
        public void testPlanExecutionStarted(TestPlan plan) {
            if (plan.countTestIdentifiers(StartForIntegrationTests::isIntegrationTest) > 0) {
                Infrastructure.current();
            }
        }

        private static boolean isIntegrationTest(TestIdentifier test) {
            return test.getSource().orElse(null) instanceof ClassSource source
                    && source.getClassName().endsWith("IT");
        }
    }
}
