package com.timedeal.launcher.demo;

import java.time.Duration;
import java.util.UUID;

/**
 * Somebody who wants one unit.
 *
 * @param key one for the whole wish, however often it is sent
 * @param twice sends the first request of the rush twice at once
 * @param again asks for another unit, with a new key, once the first wish is answered
 * @param early how long before the opening the waiting begins
 * @param pause between two questions while waiting
 */
record Buyer(UUID id, String token, String key, boolean twice, boolean again, Duration early, Duration pause) {

    String otherKey() {
        return key + "-again";
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "buyer " + id;
    }
}
