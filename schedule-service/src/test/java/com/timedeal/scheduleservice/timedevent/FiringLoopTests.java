package com.timedeal.scheduleservice.timedevent;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.scheduleservice.timedevent.FireDueEvents.Round;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiringLoopTests {

    private static final Duration POLL = Duration.ofMillis(250);

    @Test
    void looksAgainAtOnceAfterFiring() {
        assertThat(FiringLoop.pause(new Round.Fired(1), POLL)).isZero();
    }

    @Test
    void waitsExactlyUntilTheNextEventIsDue() {
        var left = Duration.ofNanos(123_456_000);

        assertThat(FiringLoop.pause(new Round.NotYet(left), POLL)).isEqualTo(left);
    }

    @Test
    void looksForEventsOfOtherInstancesWhileItWaits() {
        assertThat(FiringLoop.pause(new Round.NotYet(Duration.ofDays(3)), POLL)).isEqualTo(POLL);
        assertThat(FiringLoop.pause(new Round.NothingWaits(), POLL)).isEqualTo(POLL);
    }

    @Test
    void leavesOthersTimeToCommitWithoutSpinning() {
        assertThat(FiringLoop.pause(new Round.TakenByOthers(), POLL))
                .isPositive()
                .isLessThan(Duration.ofMillis(50));
    }
}
