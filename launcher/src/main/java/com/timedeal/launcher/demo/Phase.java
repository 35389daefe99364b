package com.timedeal.launcher.demo;

/** The parts of the sale, as the buyers live through it. */
enum Phase {
    BEFORE_OPENING("before opening"),
    RUSH("rush"),
    AFTERWARDS("after the rush"),
    AFTER_CLOSING("after closing");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
