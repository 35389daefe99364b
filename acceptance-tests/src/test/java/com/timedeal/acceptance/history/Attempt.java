package com.timedeal.acceptance.history;

import java.util.UUID;

/**
 * One request and what became of it.
 *
 * @param target the deal; null for an order of regular stock
 * @param quantity units asked for, of all products together
 * @param sent by {@link System#nanoTime()}; likewise {@code received}
 */
public record Attempt(UUID user, UUID target, String key, long quantity, long sent, long received, Outcome outcome) {

    /** What may be done once, however often it is asked for. */
    public record Question(UUID user, UUID target, String key) {}

    /** What came back. */
    public sealed interface Outcome {}

    /** @param body as it was read; all answers to a question are to be the same */
    public record Accepted(UUID orderId, String body) implements Outcome {}

    /** An expected no. @param left how many units the answer says there are; -1 when it says nothing */
    public record Refused(int status, String code, long left) implements Outcome {}

    /** A promise that it is not done and will not be. @param patient whether the answer says when to come back */
    public record NotDone(boolean patient) implements Outcome {}

    /** The answer was lost, or says that nobody knows. */
    public record Unknown(String why) implements Outcome {}

    /** Something that no client should ever see. */
    public record Undeclared(String what) implements Outcome {}

    public Question question() {
        return new Question(user, target, key);
    }
}
