package com.timedeal.localinfrastructure.inspection;

import java.util.regex.Pattern;

/** The first two numbers of a version, such as 10.11 of 10.11.19-MariaDB. */
record Version(int major, int minor) implements Comparable<Version> {

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6}).*");

    /** 0.0 for what is no version. */
    static Version of(String text) {
        var numbers = NUMBERS.matcher(text);
        return numbers.matches()
                ? new Version(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)))
                : new Version(0, 0);
    }

    boolean isBefore(int otherMajor, int otherMinor) {
        return compareTo(new Version(otherMajor, otherMinor)) < 0;
    }

    @Override
    public int compareTo(Version other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }
}
