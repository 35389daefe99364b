package com.timedeal.userservice.guessing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OwnBucketsTests {

    private static final Rate RATE = new Rate(3, Duration.ofSeconds(10));

    private final AtomicLong now = new AtomicLong(-5);
    private final OwnBuckets buckets = new OwnBuckets(now::get, 100);

    @Test
    void givesWhatIsThereAndThenOneAtATime() {
        for (var taken = 0; taken < 3; taken++) {
            assertThat(buckets.take("kim", RATE)).isEmpty();
        }
        assertThat(buckets.take("kim", RATE).orElseThrow()).isCloseTo(Duration.ofSeconds(10), Duration.ofMillis(1));
        assertThat(buckets.take("lee", RATE)).as("others").isEmpty();

        pass(Duration.ofSeconds(4));
        assertThat(buckets.take("kim", RATE).orElseThrow()).isCloseTo(Duration.ofSeconds(6), Duration.ofMillis(1));
        pass(Duration.ofSeconds(7));
        assertThat(buckets.take("kim", RATE)).isEmpty();
        assertThat(buckets.take("kim", RATE)).isPresent();

        pass(Duration.ofDays(1));
        for (var taken = 0; taken < 3; taken++) {
            assertThat(buckets.take("kim", RATE)).isEmpty();
        }
        assertThat(buckets.take("kim", RATE)).as("never more than fit in").isPresent();
    }

    @Test
    void takesBackNoMoreThanFitsIn() {
        buckets.giveBack("kim", RATE);
        buckets.take("kim", RATE);
        buckets.giveBack("kim", RATE);
        buckets.giveBack("kim", RATE);

        for (var taken = 0; taken < 3; taken++) {
            assertThat(buckets.take("kim", RATE)).isEmpty();
        }
        assertThat(buckets.take("kim", RATE)).isPresent();
        buckets.fill("kim");
        assertThat(buckets.take("kim", RATE)).isEmpty();
    }

    @Test
    void forgetsThoseThatWereLongestNotAskedFor() {
        var few = new OwnBuckets(now::get, 2);
        var one = new Rate(1, Duration.ofHours(1));
        few.take("kim", one);
        few.take("lee", one);
        assertThat(few.take("kim", one)).isPresent();
        few.take("park", one);

        assertThat(few.take("kim", one)).isPresent();
        assertThat(few.take("lee", one)).as("forgotten").isEmpty();
    }

    @Test
    void givesEachToOneOfManyWhoTakeAtOnce() throws Exception {
        var taken = new AtomicInteger();
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (var task = 0; task < 400; task++) {
                pool.submit(() -> {
                    if (buckets.take("kim", new Rate(50, Duration.ofHours(1))).isEmpty()) {
                        taken.incrementAndGet();
                    }
                });
            }
        }
        assertThat(taken).hasValue(50);
    }

    @Test
    void allowsLessToAnInstanceThatCountsAlone() {
        assertThat(new Rate(100, Duration.ofSeconds(6)).alone()).isEqualTo(new Rate(33, Duration.ofSeconds(6)));
        assertThat(new Rate(4, Duration.ofSeconds(6)).alone().atOnce()).isEqualTo(3);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
