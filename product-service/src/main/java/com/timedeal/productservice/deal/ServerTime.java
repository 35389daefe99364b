package com.timedeal.productservice.deal;

import com.timedeal.servicedefaults.database.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The database's clock for showing, without asking the database each time: read at most once a second and carried on by this
 * process's monotonic clock. Off by no more than half of what that reading took. Decisions read {@link DatabaseClock}.
 */
@Component
class ServerTime {

    private static final long GOOD_FOR = Duration.ofSeconds(1).toNanos();

    private final Supplier<Instant> database;
    private final LongSupplier nanoTime;
    private volatile Reading last;

    @Autowired
    ServerTime(DatabaseClock clock) {
        this(clock::now, System::nanoTime);
    }

    ServerTime(Supplier<Instant> database, LongSupplier nanoTime) {
        this.database = database;
        this.nanoTime = nanoTime;
    }

    Instant now() {
        var reading = last;
        if (reading == null || nanoTime.getAsLong() - reading.at() > GOOD_FOR) {
            reading = read();
            last = reading;
        }
        return reading.instant().plusNanos(nanoTime.getAsLong() - reading.at());
    }

    private Reading read() {
        var before = nanoTime.getAsLong();
        var instant = database.get();
        return new Reading(instant, before + (nanoTime.getAsLong() - before) / 2);
    }

    private record Reading(Instant instant, long at) {}
}
