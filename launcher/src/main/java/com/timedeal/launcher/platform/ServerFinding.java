package com.timedeal.launcher.platform;

/**
 * One thing that was seen on a server that is not ours.
 *
 * @param text what it is and, unless it is well, what to do
 */
public record ServerFinding(Level level, String text) {

    public enum Level {
        OK,
        WARNING,
        PROBLEM
    }

    /** Reads a line as local-infrastructure writes it; what it does not know is a problem. */
    static ServerFinding of(String line) {
        for (var level : Level.values()) {
            if (line.startsWith(level + " ")) {
                return new ServerFinding(level, line.substring(level.name().length() + 1));
            }
        }
        return new ServerFinding(Level.PROBLEM, line);
    }
}
