package com.timedeal.localinfrastructure.inspection;

/**
 * One thing that was looked at.
 *
 * @param text one line: what it is and, unless it is well, what to do
 */
public record Finding(Level level, String text) {

    public enum Level {
        OK,
        /** The platform runs, but not as well or as safely as it could. */
        WARNING,
        /** The platform cannot run like this. */
        PROBLEM
    }

    static Finding ok(String text) {
        return new Finding(Level.OK, text);
    }

    static Finding warning(String text) {
        return new Finding(Level.WARNING, text);
    }

    static Finding problem(String text) {
        return new Finding(Level.PROBLEM, text);
    }

    /** {@code LEVEL text}, on one line whatever a server said. */
    @Override
    public String toString() {
        return level + " " + text.replaceAll("\\s+", " ");
    }
}
