package com.timedeal.userservice.guessing;

import com.timedeal.userservice.redis.AwayException;
import com.timedeal.userservice.redis.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * A bucket of tries per account, known or not: with the defaults at most twenty wrong passwords in any hour, and nobody is
 * kept out for longer than six minutes at a time. A right password fills it again. While Redis is away only the number of
 * hashes at once limits guessing: people must be able to sign in. Thread-safe.
 */
@Component
public class GuessingLimit {

    private static final Logger log = LoggerFactory.getLogger(GuessingLimit.class);

    /** KEYS: bucket. ARGV: size, milliseconds per try. Answers a wait in ms, or 0 for a try that was taken. */
    private static final String TAKE = """
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
            if have < 1 then return math.max(1, at + every - now) end
            redis.call('hset', KEYS[1], 'have', have - 1, 'at', at)
            redis.call('pexpire', KEYS[1], most * every)
            return 0
            """;

    private final Redis redis;
    private final GuessingSettings settings;

    GuessingLimit(Redis redis, GuessingSettings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    /**
     * Takes a try, before the password is looked at.
     *
     * @param account a hash that tells nothing
     * @return how long to wait when there is none left
     */
    public Optional<Duration> take(String account) {
        try {
            long wait = redis.number(
                    TAKE,
                    List.of(name(account)),
                    Integer.toString(settings.atOnce()),
                    Long.toString(settings.oneMoreEvery().toMillis()));
            return wait == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(wait));
        } catch (AwayException e) {
            log.warn("Passwords are tried without a limit per account: {}", e.toString());
            return Optional.empty();
        }
    }

    /** After a right password, or a new one. */
    public void forget(String account) {
        try {
            redis.delete(name(account));
        } catch (AwayException e) {
            log.warn("Wrong passwords stay counted: {}", e.toString());
        }
    }

    private static String name(String account) {
        return "timedeal:{guessing:" + account + "}";
    }
}
