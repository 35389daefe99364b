package com.timedeal.launcher.tokens;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes user ids as user-service does: UUID version 7 (RFC 9562), milliseconds first and the rest random. */
public final class UserIds {

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    public UserIds(Clock clock) {
        this.clock = clock;
    }

    /** A new id; safe to call from many threads. */
    public UUID next() {
        var high = clock.millis() << 16 | 0x7000L | random.nextLong() & 0x0fffL;
        var low = 0x8000_0000_0000_0000L | random.nextLong() & 0x3fff_ffff_ffff_ffffL;
        return new UUID(high, low);
    }
}
