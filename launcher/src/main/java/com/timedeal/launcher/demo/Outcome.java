package com.timedeal.launcher.demo;

/** What an attempt to buy came to; the names of the refusals are the platform's codes. */
enum Outcome {
    ORDER("order"),
    /** The order that this very key had brought before. */
    SAME_ORDER("same order"),
    NOT_OPEN("not open"),
    SOLD_OUT("sold out"),
    LIMIT_REACHED("limit reached"),
    CLOSED("closed"),
    /** Not done: 503, or 429. */
    BUSY("503 busy"),
    /** Not known whether it was done: 504, or the connection broke. */
    UNKNOWN("504/reset"),
    UNEXPECTED("unexpected");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Whether the buyer has the unit. */
    boolean isWin() {
        return this == ORDER || this == SAME_ORDER;
    }

    /** Reads a refusal; whether a 201 is a good one must be decided by who knows the orders. */
    static Outcome ofRefusal(Answer answer) {
        return switch (answer.status()) {
            case 409 ->
                switch (answer.code()) {
                    case "NOT_OPEN" -> NOT_OPEN;
                    case "SOLD_OUT" -> SOLD_OUT;
                    case "LIMIT_REACHED" -> LIMIT_REACHED;
                    case "CLOSED" -> CLOSED;
                    default -> UNEXPECTED;
                };
            case 429 -> BUSY;
            case 503 -> answer.code().equals("SERVICE_UNAVAILABLE") ? BUSY : UNEXPECTED;
            case 504 -> answer.code().equals("UNKNOWN_OUTCOME") ? UNKNOWN : UNEXPECTED;
            case 0 -> UNKNOWN;
            default -> UNEXPECTED;
        };
    }
}
