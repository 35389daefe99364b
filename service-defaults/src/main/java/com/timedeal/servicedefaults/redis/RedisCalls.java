package com.timedeal.servicedefaults.redis;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;

/**
 * How a request calls Redis: it begins the call while nobody else begins one, and waits for the answer for so long and no
 * longer.
 *
 * <p>Redisson 4.7.0 keeps those who want a connection in a queue to which they are added in two steps, and whoever comes in
 * between spins until the second one was made (redisson#7285). Where both are virtual threads and the first one waits for the
 * carrier on which the other spins, that is for ever, for them and for every other request. Hence one after another; answers
 * come on threads of Redisson's own.
 */
public final class RedisCalls {

    private static final ReentrantLock BEGINNING = new ReentrantLock();

    private RedisCalls() {}

    /**
     * Asks and waits for the answer. The limit is kept here and not left to the client alone, which grants one each to
     * connection, queue and answer.
     *
     * @param command begins the call; does not wait
     * @param within for all of it
     * @throws RedisException for whatever went wrong; where that is {@link RedisTimeoutException}, it may happen all the same
     */
    public static <T> T inTime(Callable<? extends Future<T>> command, Duration within) throws InterruptedException {
        var deadline = System.nanoTime() + within.toNanos();
        try {
            if (!BEGINNING.tryLock(within.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new RedisTimeoutException("No turn to call Redis within " + within);
            }
            Future<T> answer;
            try {
                answer = command.call();
            } finally {
                BEGINNING.unlock();
            }
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException | RedisException e) {
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RedisException known ? known : new RedisException(e.getCause());
        } catch (TimeoutException e) {
            throw new RedisTimeoutException("No answer within " + within);
        } catch (Exception e) {
            // Whatever the client throws instead of a failed future, a client that is being shut down included.
            throw new RedisException(e);
        }
    }
}
