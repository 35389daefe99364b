package com.timedeal.launcher.command;

import java.io.IOException;
import java.util.List;

/** One word after {@code ./timedeal}. */
@FunctionalInterface
public interface Command {

    /**
     * Does what the word says.
     *
     * @param args what follows the word
     * @return the exit status: 0 done, 1 not done
     * @throws UsageException when the arguments make no sense (exit status 2)
     * @throws Failure when it cannot be done, with a sentence for the reader (exit status 1)
     */
    int run(List<String> args) throws IOException, InterruptedException;
}
