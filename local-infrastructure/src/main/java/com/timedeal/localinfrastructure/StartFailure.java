package com.timedeal.localinfrastructure;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Turns what a server wrote before it gave up into a sentence that says what to do. */
final class StartFailure {

    private static final Pattern MISSING_LIBRARY = Pattern.compile("error while loading shared libraries: ([^:\\s]+)");
    private static final Pattern OLD_C_LIBRARY = Pattern.compile("version [`']GLIBC\\w*_([0-9.]+)' not found");
    private static final Pattern DISK_FULL = Pattern.compile(
            "No space left on device|Errcode: 28\\b|error 28\\b|[Dd]isk is full|Not enough free disk space|Cannot set log file \\S+ size");
    private static final Pattern DATA_IN_USE =
            Pattern.compile("Can't lock aria control file|Unable to lock \\S*ibdata1");
    private static final Pattern NOT_RUNNABLE = Pattern.compile("error(=|: )[28]\\b|Exec format error");

    private static final int LINES_SHOWN = 8;

    private static final String OWN_SERVERS = "run servers of your own and set TIMEDEAL_INFRA=external";

    private StartFailure() {}

    /**
     * @param server name of the server
     * @param lines the end of its log, or the reason why it could not be run at all
     */
    static String explain(String server, String lines, Path home) {
        var library = MISSING_LIBRARY.matcher(lines);
        if (library.find()) {
            return "%s needs the shared library %s, which this system lacks; install the package that holds it, or %s."
                    .formatted(server, library.group(1), OWN_SERVERS);
        }
        var version = OLD_C_LIBRARY.matcher(lines);
        if (version.find()) {
            return "%s needs version %s of the C library, which is newer than this system's; %s."
                    .formatted(server, version.group(1), OWN_SERVERS);
        }
        if (isDiskFull(lines)) {
            return diskFull(home);
        }
        if (DATA_IN_USE.matcher(lines).find()) {
            return "Another server already uses the data of %s in %s; stop it first.".formatted(server, home);
        }
        if (NOT_RUNNABLE.matcher(lines).find()) {
            return "The binary of %s does not run on this system (%s); %s."
                    .formatted(server, lines.strip(), OWN_SERVERS);
        }
        return "%s did not start. The last lines of its log:%n%s".formatted(server, end(lines));
    }

    /** The last few lines, for a message. */
    static String end(String text) {
        var lines = text.lines().toList();
        return String.join(
                System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    static boolean isDiskFull(String lines) {
        return DISK_FULL.matcher(lines).find();
    }

    static String diskFull(Path home) {
        return "The disk that holds %s is full; the servers need about 1 GB there. Free some, or set TIMEDEAL_HOME to a folder on another disk."
                .formatted(home);
    }
}
