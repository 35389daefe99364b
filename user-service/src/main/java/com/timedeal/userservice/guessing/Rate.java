package com.timedeal.userservice.guessing;

import java.time.Duration;

/** @param atOnce what a full bucket holds @param oneMoreEvery how soon there is another one */
record Rate(int atOnce, Duration oneMoreEvery) {

    private static final int SHARE = 3;

    /** For an instance that counts alone: what several of them allow together is still not much more. */
    Rate alone() {
        return new Rate(Math.max(SHARE, atOnce / SHARE), oneMoreEvery);
    }
}
