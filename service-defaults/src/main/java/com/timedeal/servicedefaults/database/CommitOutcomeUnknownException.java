package com.timedeal.servicedefaults.database;

/** The connection was lost while committing: the work may or may not stand. Never treat this as "not done". */
public class CommitOutcomeUnknownException extends RuntimeException {

    public CommitOutcomeUnknownException(Throwable cause) {
        super("The connection was lost while committing", cause);
    }
}
