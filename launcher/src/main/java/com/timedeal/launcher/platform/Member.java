package com.timedeal.launcher.platform;

import com.timedeal.launcher.command.UsageException;
import java.util.regex.Pattern;

/**
 * One process of the platform: an instance of a program.
 *
 * @param instance from 1; the second {@code order-service} is called {@code order-service-2}
 */
public record Member(Program program, int instance) {

    private static final Pattern NUMBERED = Pattern.compile("(.+)-([1-9][0-9]?)");

    /** The member of that name, whether it runs or not. */
    public static Member of(String name) {
        var numbered = NUMBERED.matcher(name);
        var member = numbered.matches()
                ? new Member(Program.of(numbered.group(1)), Integer.parseInt(numbered.group(2)))
                : new Member(Program.of(name), 1);
        if (member.instance > 1 && !member.program.isMultiple()) {
            throw new UsageException(member.program.processName() + " runs in one instance only.");
        }
        return member;
    }

    public String name() {
        return instance == 1 ? program.processName() : program.processName() + "-" + instance;
    }

    @Override
    public String toString() {
        return name();
    }
}
