package com.timedeal.launcher.demo;

import java.util.List;

/** What every part of the sale works with. */
record Scene(
        Gateway gateway,
        Deal deal,
        List<Buyer> crowd,
        Purchases purchases,
        Tally tally,
        Acknowledged acknowledged,
        ServerClock clock,
        Checks checks,
        ProgressLine progress) {

    /** How many units must be sold in the end: everybody wants one. */
    int expected() {
        return Math.min(deal.units(), crowd.size());
    }
}
