package com.timedeal.launcher.demo;

import com.timedeal.launcher.tokens.Role;
import com.timedeal.launcher.tokens.TokenIssuer;
import com.timedeal.launcher.tokens.UserIds;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Makes the buyers: who they are is new each time, how they behave comes from the seed. */
final class Crowd {

    private static final double TWICE = 0.25;
    private static final double AGAIN = 0.25;
    private static final int EARLIEST_MILLIS = 800;
    private static final int LATEST_MILLIS = 100;

    private final TokenIssuer tokens;
    private final UserIds ids;

    Crowd(TokenIssuer tokens, Clock clock) {
        this.tokens = tokens;
        this.ids = new UserIds(clock);
    }

    List<Buyer> of(int size, long seed) {
        var random = new Random(seed);
        var habits = new ArrayList<Buyer>();
        for (var number = 0; number < size; number++) {
            habits.add(new Buyer(
                    ids.next(),
                    null,
                    UUID.randomUUID().toString(),
                    random.nextDouble() < TWICE,
                    random.nextDouble() < AGAIN,
                    Duration.ofMillis(random.nextInt(LATEST_MILLIS, EARLIEST_MILLIS)),
                    Duration.ofMillis(random.nextInt(20, 120))));
        }
        // Signing takes about a millisecond each, so all cores share it.
        return IntStream.range(0, size)
                .parallel()
                .mapToObj(number -> withToken(habits.get(number)))
                .toList();
    }

    private Buyer withToken(Buyer buyer) {
        return new Buyer(
                buyer.id(),
                tokens.issue(buyer.id(), Role.BUYER),
                buyer.key(),
                buyer.twice(),
                buyer.again(),
                buyer.early(),
                buyer.pause());
    }
}
