package com.timedeal.launcher.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.timedeal.launcher.generator.Dawdlers;
import com.timedeal.launcher.generator.Generator;
import com.timedeal.launcher.generator.LoadResult;
import com.timedeal.launcher.generator.Requests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * What an abuser with one address does to the gateway: guesses passwords at a constant rate, each of another account, and
 * holds connections on which a request never becomes whole.
 */
final class Flood implements AutoCloseable {

    private static final int LOGINS = 10_000;
    private static final int LOGINS_AT_ONCE = 64;
    private static final int DAWDLERS = 1_000;
    private static final int REFUSED = 429;

    private final Dawdlers dawdlers;
    private final Generator generator;
    private final CompletableFuture<LoadResult> logins;

    private Flood(Dawdlers dawdlers, Generator generator, Duration time) {
        this.dawdlers = dawdlers;
        this.generator = generator;
        this.logins = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("flood").start(() -> {
            try {
                logins.complete(generator.open(new Logins(), LOGINS * 1_000.0 / time.toMillis()));
            } catch (IOException | RuntimeException e) {
                logins.completeExceptionally(e);
            }
        });
    }

    /** Begins at once. @param time in which all the guesses are made; the slow connections stay until the end */
    static Flood of(InetSocketAddress gateway, Duration time) throws IOException {
        var dawdlers = Dawdlers.at(gateway, DAWDLERS);
        return new Flood(dawdlers, new Generator(List.of(gateway), LOGINS_AT_ONCE, REFUSED, null), time);
    }

    /** Waits for the last guess. */
    String told() throws InterruptedException, IOException {
        try {
            var result = logins.get();
            return result.latencies().length + " logins " + result.statuses() + ", " + DAWDLERS + " slow connections, "
                    + dawdlers.dropped() + " times dropped";
        } catch (ExecutionException e) {
            throw new IOException("The flood of logins ended early", e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        generator.close();
        dawdlers.close();
    }

    private static final class Logins implements Requests {

        @Override
        public int count() {
            return LOGINS;
        }

        @Override
        public void put(int number, ByteBuffer buffer) {
            var body = "{\"email\":\"guess-" + number + "@example.com\",\"password\":\"correct-horse-" + number + "\"}";
            buffer.put(("POST /api/v1/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(US_ASCII));
        }
    }
}
