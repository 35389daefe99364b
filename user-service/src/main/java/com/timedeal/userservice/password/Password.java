package com.timedeal.userservice.password;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * A password as it was typed: nothing trimmed, folded or cut. Its text form tells nothing, so that no log, message or
 * rejected value can.
 */
public record Password(String typed) {

    private static final int MIN = 8;
    private static final int MAX = 128;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Password {}

    /** Whether it may be chosen for an account from now on. */
    boolean isChoosable() {
        return isAcceptable() && !GuessedFirst.includes(typed);
    }

    /** Whether it may be that of an account; lengths count Unicode characters, not UTF-16 units. */
    boolean isAcceptable() {
        // The number of units bounds that of characters: no need to walk through megabytes.
        if (typed.length() > 2 * MAX || hasLoneSurrogate()) {
            return false;
        }
        var length = typed.codePointCount(0, typed.length());
        return length >= MIN && length <= MAX;
    }

    /** Half a character has no UTF-8 form, so there is nothing that could be hashed. */
    private boolean hasLoneSurrogate() {
        return typed.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
