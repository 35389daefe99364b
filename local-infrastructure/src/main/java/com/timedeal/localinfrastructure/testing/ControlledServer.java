package com.timedeal.localinfrastructure.testing;

/**
 * A server that a test can take away and bring back; a test that does must bring it back.
 *
 * <p>Every method returns when it is done, keeps the port, and throws {@link UnsupportedOperationException} if the servers
 * are external, {@link IllegalStateException} if it could not be done. Doing what is done already changes nothing.
 */
public final class ControlledServer {

    private final String name;
    private final Control control;

    ControlledServer(String name, Control control) {
        this.name = name;
        this.control = control;
    }

    /** Whether it is ours, so that a test can do all this. */
    public boolean isControlled() {
        return control != Control.UNAVAILABLE;
    }

    /** Stops it in order. */
    public void stop() {
        control.apply("stop", name);
    }

    /** Starts it and waits until it answers; MariaDB and the broker have their data, Redis is empty. */
    public void start() {
        control.apply("start", name);
    }

    /** Ends it as a crash would ({@code kill -9}); not for the broker. */
    public void kill() {
        control.apply("kill", name);
    }

    /** Freezes it: connections stay open and nothing answers (not on Windows). */
    public void pause() {
        control.apply("pause", name);
    }

    /** Ends {@link #pause()}. */
    public void resume() {
        control.apply("resume", name);
    }
}
