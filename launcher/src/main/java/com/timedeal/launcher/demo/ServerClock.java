package com.timedeal.launcher.demo;

import com.timedeal.launcher.command.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** The server's time, as far as it can be told from outside. */
final class ServerClock {

    private static final int SAMPLES = 7;

    private final Instant serverThen;
    private final long nanosThen;
    private final Duration error;

    private ServerClock(Instant serverThen, long nanosThen, Duration error) {
        this.serverThen = serverThen;
        this.nanosThen = nanosThen;
        this.error = error;
    }

    /** Asks several times and believes the quickest answer, which leaves least room between sending and receiving. */
    static ServerClock measure(Gateway gateway, Deal deal) throws InterruptedException {
        ServerClock best = null;
        for (var sample = 0; sample < SAMPLES; sample++) {
            var answer = gateway.ask(Call.get(deal.path(), null));
            var half = (answer.receivedNanos() - answer.sentNanos()) / 2;
            if (best == null || half < best.error.toNanos()) {
                best = new ServerClock(serverTime(answer), answer.sentNanos() + half, Duration.ofNanos(half));
            }
        }
        return best;
    }

    Instant now() {
        return serverThen.plusNanos(System.nanoTime() - nanosThen);
    }

    /** How far off it may be, either way. */
    Duration error() {
        return error;
    }

    /** That moment by {@link System#nanoTime()}. */
    long nanoTimeOf(Instant moment) {
        return nanosThen + Duration.between(serverThen, moment).toNanos();
    }

    /** Returns at once if that moment is over. */
    void sleepUntil(Instant moment) throws InterruptedException {
        var left = nanoTimeOf(moment) - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left));
        }
    }

    private static Instant serverTime(Answer answer) {
        try {
            return Instant.parse(answer.body().path("serverTime").asText());
        } catch (DateTimeParseException e) {
            throw new Failure("The deal does not tell the server's time: it was answered with " + answer.inWords(), e);
        }
    }
}
