package com.timedeal.userservice.guessing;

import com.timedeal.userservice.redis.AwayException;
import com.timedeal.userservice.redis.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Token buckets that all instances share, in Redis. While it is away each instance counts by itself, and allows less: people
 * must be able to sign in, and guessers must not wait for an outage. Thread-safe.
 */
@Component
class Buckets {

    private static final Logger log = LoggerFactory.getLogger(Buckets.class);

    /** Whoever finds Redis away spares the others the same wait. */
    private static final Duration LEFT_ALONE = Duration.ofSeconds(1);

    private static final int MOST_OF_OUR_OWN = 20_000;

    /** What it holds now; every script begins so. KEYS: bucket. ARGV: size, milliseconds per one. */
    private static final String LOOK = """
            local clock = redis.call('time')
            local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
            local most = tonumber(ARGV[1])
            local every = tonumber(ARGV[2])
            local have = tonumber(redis.call('hget', KEYS[1], 'have') or most)
            local at = tonumber(redis.call('hget', KEYS[1], 'at') or now)
            local gained = math.floor((now - at) / every)
            have = math.min(most, have + gained)
            at = at + gained * every
            if have == most then at = now end
            """;

    /** Answers a wait in ms, or 0 for one that was taken. */
    private static final String TAKE = LOOK + """
            if have < 1 then return math.max(1, at + every - now) end
            redis.call('hset', KEYS[1], 'have', have - 1, 'at', at)
            redis.call('pexpire', KEYS[1], most * every)
            return 0
            """;

    private static final String GIVE_BACK = LOOK + """
            if have + 1 >= most then
                redis.call('del', KEYS[1])
            else
                redis.call('hset', KEYS[1], 'have', have + 1, 'at', at)
                redis.call('pexpire', KEYS[1], most * every)
            end
            return 0
            """;

    private static final String MARK = "redis.call('set', KEYS[1], '1', 'PX', ARGV[1]) return 0";

    private final Redis redis;
    private final OwnBuckets own = new OwnBuckets(System::nanoTime, MOST_OF_OUR_OWN);
    private final AtomicLong aloneSince = new AtomicLong(System.nanoTime() - LEFT_ALONE.toNanos());

    Buckets(Redis redis, GuessingSettings settings) {
        this.redis = redis.within(settings.patience());
    }

    /** @return how long to wait when there is none left */
    Optional<Duration> take(String name, Rate rate) {
        return shared(server -> server.number(TAKE, List.of(name), size(rate), millisPerOne(rate)))
                .map(wait -> wait == 0 ? Optional.<Duration>empty() : Optional.of(Duration.ofMillis(wait)))
                .orElseGet(() -> own.take(name, rate.alone()));
    }

    void giveBack(String name, Rate rate) {
        own.giveBack(name, rate.alone());
        shared(server -> server.number(GIVE_BACK, List.of(name), size(rate), millisPerOne(rate)));
    }

    void fill(String name) {
        own.fill(name);
        shared(server -> server.delete(name));
    }

    void mark(String name, Duration life) {
        shared(server -> server.number(MARK, List.of(name), Long.toString(life.toMillis())));
    }

    /** @return false also while that cannot be told */
    boolean isMarked(String name) {
        return shared(server -> server.exists(name)).orElse(false);
    }

    /** @return empty while Redis is away */
    private <T> Optional<T> shared(Function<Redis, T> question) {
        if (System.nanoTime() - aloneSince.get() < LEFT_ALONE.toNanos()) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.apply(redis));
        } catch (AwayException e) {
            aloneSince.set(System.nanoTime());
            log.warn("Guesses are counted by this instance alone: {}", e.toString());
            return Optional.empty();
        }
    }

    private static String size(Rate rate) {
        return Integer.toString(rate.atOnce());
    }

    private static String millisPerOne(Rate rate) {
        return Long.toString(rate.oneMoreEvery().toMillis());
    }
}
