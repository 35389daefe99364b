package com.timedeal.launcher.command;

import java.util.ArrayList;
import java.util.List;

/** What follows a command, word by word: options with their values, whether written {@code --a b} or {@code --a=b}. */
public final class Words {

    private final String usage;
    private final List<String> words = new ArrayList<>();
    private int at;

    /** @param usage how to call the command; ends every complaint */
    public Words(List<String> args, String usage) {
        this.usage = usage;
        for (var arg : args) {
            var equals = arg.indexOf('=');
            if (arg.startsWith("--") && equals > 0) {
                words.add(arg.substring(0, equals));
                words.add(arg.substring(equals + 1));
            } else {
                words.add(arg);
            }
        }
    }

    public boolean hasNext() {
        return at < words.size();
    }

    public String next() {
        return words.get(at++);
    }

    /** The value of the option just read. */
    public String value() {
        if (!hasNext()) {
            throw new UsageException(words.get(at - 1) + " needs a value. " + usage);
        }
        return next();
    }

    /** The value of the option just read, a whole number; underscores may part its digits. */
    public long number(long least, long most) {
        var option = words.get(at - 1);
        var text = value();
        try {
            var number = Long.parseLong(text.replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new UsageException(
                option + " takes a whole number from " + least + " to " + most + ", not '" + text + "'. " + usage);
    }
}
