package com.timedeal.userservice.redis;

import com.timedeal.servicedefaults.redis.RedisCalls;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** Every call ends within the time limit, or with {@link AwayException}. Thread-safe. */
public class Redis {

    private final RedissonClient redisson;
    private final Duration timeout;

    Redis(RedissonClient redisson, Duration timeout) {
        this.redisson = redisson;
        this.timeout = timeout;
    }

    /** The same server, for work that can wait less. */
    public Redis within(Duration most) {
        return new Redis(redisson, most.compareTo(timeout) < 0 ? most : timeout);
    }

    /**
     * Runs a script, which nothing comes between.
     *
     * @param keys all that it touches; with the same part in braces, so that a cluster keeps them on one node
     * @return the integer that it answers
     */
    public long number(String script, List<String> keys, String... arguments) {
        return this.<Long>inTime(() -> redisson.getScript(StringCodec.INSTANCE)
                .evalAsync(RScript.Mode.READ_WRITE, script, RScript.ReturnType.LONG, List.copyOf(keys), (Object[])
                        arguments));
    }

    public boolean exists(String key) {
        return inTime(() -> redisson.getBucket(key, StringCodec.INSTANCE).isExistsAsync());
    }

    /** @return whether it was there; of several who delete it at once, one is told so */
    public boolean delete(String key) {
        return inTime(() -> redisson.getBucket(key, StringCodec.INSTANCE).deleteAsync());
    }

    private <T> T inTime(Callable<? extends Future<T>> command) {
        try {
            return RedisCalls.inTime(command, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwayException(e);
        } catch (RedisException e) {
            throw new AwayException(e);
        }
    }
}
