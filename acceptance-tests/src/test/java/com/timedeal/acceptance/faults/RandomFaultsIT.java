package com.timedeal.acceptance.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One to three mishaps, drawn by lot, at times drawn by lot, while people buy. The number of a run is its seed. */
@FaultTest
class RandomFaultsIT {

    private static final int MOST = 3;

    static LongStream seeds() {
        var first = Long.getLong("timedeal.faults.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("timedeal.faults.runs", 1));
    }

    private record Event(Duration at, String name, Mishap.Deed deed) {

        @Override
        public String toString() {
            return "%.1f s: %s".formatted(at.toMillis() / 1e3, name);
        }
    }

    @DisplayName("F51: a random mix")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anything(long seed, Faults faults) throws IOException, InterruptedException {
        var schedule = schedule(new Random(seed));
        Faults.tell("Seed %d: %s", seed, schedule);
        try (var sale = Sale.open(faults, seed)) {
            var begin = System.nanoTime();
            for (var event : schedule) {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, event.at().toNanos() - (System.nanoTime() - begin)));
                event.deed().to(faults);
            }
            TimeUnit.SECONDS.sleep(2);
            sale.judge();
            Faults.tell("Seed %d: nothing was broken.", seed);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "Seed %d is red. Repeat it with: ./timedeal faults --random-only --runs 1 --seed %d%n%s%n%s"
                            .formatted(seed, seed, schedule, e.getMessage()),
                    e);
        }
    }

    private static List<Event> schedule(Random random) {
        var mishaps = Mishap.all();
        var events = new ArrayList<Event>();
        var count = random.nextInt(1, MOST + 1);
        for (var number = 0; number < count; number++) {
            var mishap = mishaps.get(random.nextInt(mishaps.size()));
            var at = Duration.ofMillis(random.nextInt(0, 5_000));
            var howLong = Duration.ofMillis(random.nextInt(500, 8_000));
            events.add(new Event(at, mishap.name(), mishap.strike()));
            events.add(new Event(at.plus(howLong), "no longer " + mishap.name(), mishap.mend()));
        }
        events.sort(Comparator.comparing(Event::at));
        return events;
    }
}
