package com.timedeal.localinfrastructure;

/** The infrastructure cannot run here; the message is one sentence or two that tell the user what to do. */
final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotStart(String whatToDo) {
        super(whatToDo);
    }

    CannotStart(String whatToDo, Throwable cause) {
        super(whatToDo, cause);
    }
}
