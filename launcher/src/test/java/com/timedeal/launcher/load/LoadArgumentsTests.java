package com.timedeal.launcher.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.timedeal.launcher.command.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadArgumentsTests {

    @Test
    void takesWhatThePlanIsMadeForWhenNothingElseIsSaid() {
        var arguments = LoadArguments.parse(List.of("wishlist-order"));

        assertThat(arguments.scenario()).isEqualTo(Scenario.WISHLIST_ORDER);
        assertThat(arguments.buyers()).isEqualTo(300);
        assertThat(arguments.exit()).isFalse();
    }

    @Test
    void passesEverythingOnToThePlan() {
        var words = List.of("deal-rush", "--buyers=5_000", "--units", "7", "--threads", "9", "--opens-in", "20");

        assertThat(LoadArguments.parse(words).properties())
                .containsEntry("buyers", 5_000)
                .containsEntry("units", 7)
                .containsEntry("threads", 9)
                .containsEntry("opensIn", 20);
    }

    @Test
    void givesEachOfTwoServersAsManyThreads() {
        assertThat(LoadArguments.parse(List.of("two-servers", "--threads", "9")).threads())
                .isEqualTo(10);
    }

    @Test
    void boundsTheVisitorsWhoComeAtOnce() {
        assertThatThrownBy(() -> LoadArguments.parse(List.of("product-list", "--buyers", "501")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("from 1 to 500");
    }
}
