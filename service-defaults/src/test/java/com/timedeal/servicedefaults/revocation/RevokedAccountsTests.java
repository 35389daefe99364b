package com.timedeal.servicedefaults.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RevokedAccountsTests {

    private static final UUID USER = UUID.fromString("0199f3a2-6bff-7c44-9e21-5b7a4c2d8e02");
    private static final Duration KEEP = Duration.ofMinutes(12);

    private final AtomicLong now = new AtomicLong();
    private final RevokedAccounts revoked = new RevokedAccounts(KEEP, now::get);

    @Test
    void refusesOlderTokensAndNoNewerOnes() {
        revoked.learn(new Revocation(USER, 3));

        assertThat(revoked.contain(USER, 2)).isTrue();
        assertThat(revoked.contain(USER, 0)).isTrue();
        assertThat(revoked.contain(USER, 3)).isFalse();
        assertThat(revoked.contain(UUID.randomUUID(), 0)).isFalse();
    }

    @Test
    void isNotMisledByMessagesOutOfOrder() {
        revoked.learn(new Revocation(USER, 3));
        revoked.learn(new Revocation(USER, 2));

        assertThat(revoked.contain(USER, 2)).isTrue();
    }

    @Test
    void forgetsWhatHasExpiredAnyway() {
        revoked.learn(new Revocation(USER, 3));
        now.addAndGet(KEEP.toNanos());
        revoked.forgetOld();
        assertThat(revoked.size()).isEqualTo(1);

        now.incrementAndGet();
        revoked.forgetOld();

        assertThat(revoked.size()).isZero();
    }

    @Test
    void asksForAllAtFirstAndThenForWhatIsNew() {
        var asked = new ArrayList<Duration>();
        var following = new FollowRevocations(
                recent -> {
                    asked.add(recent);
                    return List.of(new Revocation(USER, asked.size()));
                },
                revoked,
                settings(),
                now::get);

        following.ask();
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        following.ask();

        assertThat(asked).containsExactly(KEEP, Duration.ofSeconds(17));
        assertThat(revoked.contain(USER, 1)).isTrue();
    }

    @Test
    void goesOnWithWhatItKnowsWhileNobodyAnswersAndThenAsksForAllOfThatTime() {
        var asked = new ArrayList<Duration>();
        var following = new FollowRevocations(
                recent -> {
                    asked.add(recent);
                    if (asked.size() == 2 || asked.size() == 3) {
                        throw new IllegalStateException("no instance");
                    }
                    return List.of(new Revocation(USER, 1));
                },
                revoked,
                settings(),
                now::get);
        following.ask();
        for (var i = 0; i < 2; i++) {
            now.addAndGet(Duration.ofSeconds(30).toNanos());
            following.ask();
        }

        assertThat(revoked.contain(USER, 0)).isTrue();
        assertThat(following.age()).isEqualTo(Duration.ofSeconds(60));

        following.ask();
        assertThat(asked.getLast()).isEqualTo(Duration.ofSeconds(75));
        assertThat(following.age()).isZero();
    }

    private static RevocationSettings settings() {
        return new RevocationSettings(true, Duration.ofSeconds(2), KEEP, Duration.ofSeconds(10));
    }
}
