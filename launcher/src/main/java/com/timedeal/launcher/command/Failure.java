package com.timedeal.launcher.command;

/** Something that the person at the terminal can understand and mend; its message is all that is shown. */
public final class Failure extends RuntimeException {

    public Failure(String message) {
        super(message);
    }

    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
