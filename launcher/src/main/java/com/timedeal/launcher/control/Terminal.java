package com.timedeal.launcher.control;

import com.timedeal.launcher.platform.Progress;
import com.timedeal.launcher.platform.ProgressLines;
import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param interactive whether somebody watches, so that lines may be written over
 * @param columns its width in characters
 */
public record Terminal(PrintStream out, boolean interactive, int columns) {

    public Progress progress() {
        return new ProgressLines(out, interactive, columns);
    }

    public void println(String line) {
        out.println(line);
    }
}
