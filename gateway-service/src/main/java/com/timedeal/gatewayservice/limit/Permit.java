package com.timedeal.gatewayservice.limit;

import java.time.Duration;

/** What an instance can say by itself about one more request. */
sealed interface Permit {

    /** It may pass. */
    record Granted() implements Permit {

        static final Granted NOW = new Granted();
    }

    /** What was leased from Redis is spent: whether it may pass is known there. */
    record AskRedis() implements Permit {

        static final AskRedis FIRST = new AskRedis();
    }

    /** @param retryAfter until there is a permit again, if nobody else takes it */
    record Refused(Duration retryAfter) implements Permit {}
}
