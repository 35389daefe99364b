package com.timedeal.productservice.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RedisEntriesTests {

    @Test
    void livesOfEntriesEndAtDifferentMomentsAndNoneTooLate() {
        var lives = new TreeSet<Duration>();
        for (var i = 0; i < 1_000; i++) {
            lives.add(RedisEntries.jittered(Duration.ofSeconds(5)));
        }

        assertThat(lives.first()).isBetween(Duration.ofSeconds(4), Duration.ofMillis(4_100));
        assertThat(lives.last()).isBetween(Duration.ofMillis(4_900), Duration.ofSeconds(5));
    }

    @Test
    void entriesAreOfOneReleaseAndStampsOfAll() {
        var id = UUID.randomUUID();
        var kind = new Kind<UUID, String>("product", String.class, UUID::toString, Stamp::ofProduct);

        assertThat(RedisEntries.entry(kind, id)).isEqualTo("timedeal:{product-cache}:v1:product:" + id);
        assertThat(RedisEntries.stamp(Stamp.ofProduct(id))).isEqualTo("timedeal:{product-cache}:stamp:product:" + id);
    }
}
