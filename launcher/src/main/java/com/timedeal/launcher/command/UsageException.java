package com.timedeal.launcher.command;

/** The command was called in a way that it does not know; its message says how to call it. */
public final class UsageException extends RuntimeException {

    public UsageException(String message) {
        super(message);
    }
}
