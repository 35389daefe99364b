package com.timedeal.concurrencylab.buying;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** All ways to buy, by name. */
@Component
public class Ladder {

    private final BuyNothing nothing;
    private final BuyUnderRowLock rowLock;
    private final BuyOptimistically optimistic;
    private final BuyUnderRedissonLock redissonLock;
    private final BuyFromRedis redis;
    private final BuyInBatches batches;

    // More than five, because it is the list of them.
    Ladder(
            BuyNothing nothing,
            BuyUnderRowLock rowLock,
            BuyOptimistically optimistic,
            BuyUnderRedissonLock redissonLock,
            BuyFromRedis redis,
            BuyInBatches batches) {
        this.nothing = nothing;
        this.rowLock = rowLock;
        this.optimistic = optimistic;
        this.redissonLock = redissonLock;
        this.redis = redis;
        this.batches = batches;
    }

    public Buying rung(Strategy strategy) {
        return switch (strategy) {
            case NO_OP -> nothing;
            case ROW_LOCK -> rowLock;
            case OPTIMISTIC -> optimistic;
            case REDISSON_LOCK -> redissonLock;
            case REDIS_COUNTER -> redis;
            case GROUP_COMMIT -> batches;
        };
    }

    /** For the writer alone. */
    public BuyInBatches batches() {
        return batches;
    }

    void announce(UUID saleId, long units, int perUserLimit) {
        for (var strategy : Strategy.values()) {
            rung(strategy).announce(saleId, units, perUserLimit);
        }
    }

    long waiting() {
        var waiting = 0L;
        for (var strategy : Strategy.values()) {
            waiting += rung(strategy).waiting();
        }
        return waiting;
    }
}
