package com.timedeal.launcher.demo;

import java.time.Instant;
import java.util.UUID;

/** The deal of this demo, as its seller asked for it. @param price won @param stockBefore units of the product before */
record Deal(UUID id, UUID productId, long price, int units, long stockBefore, Instant opensAt, Instant closesAt) {

    String path() {
        return "/api/v1/deals/" + id;
    }
}
