package com.timedeal.gatewayservice.limit;

import io.github.bucket4j.Bandwidth;
import java.time.Duration;

/**
 * @param permits that come back evenly in each period; 0 for no limit
 * @param per the period
 * @param burst how many there are after a time of silence
 * @param block how many an instance takes from Redis at once to spend them by itself; with 1 it asks for each request. So many it also
 *     spends before it asks for the first time, so that who sends little never costs a question
 */
record Rate(long permits, Duration per, long burst, long block) {

    Rate {
        if (permits < 0 || permits > 0 && (!per.isPositive() || burst < 1 || block < 1 || block > burst)) {
            throw new IllegalArgumentException(
                    "No rate: %d per %s, burst %d, block %d".formatted(permits, per, burst, block));
        }
    }

    boolean isLimited() {
        return permits > 0;
    }

    long onCredit() {
        return block > 1 ? block : 0;
    }

    Bandwidth bandwidth() {
        return Bandwidth.builder().capacity(burst).refillGreedy(permits, per).build();
    }

    Duration untilNext() {
        return per.dividedBy(permits);
    }

    Duration untilFull() {
        return per.multipliedBy(burst).dividedBy(permits);
    }
}
