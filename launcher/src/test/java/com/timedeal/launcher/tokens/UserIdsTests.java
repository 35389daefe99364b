package com.timedeal.launcher.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UserIdsTests {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123Z");

    private final UserIds ids = new UserIds(Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void areOfVersionSevenAndBeginWithTheTime() {
        var id = ids.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void differWithinOneMillisecond() {
        assertThat(Stream.generate(ids::next).limit(10_000)).doesNotHaveDuplicates();
    }
}
