package com.timedeal.acceptance.history;

import static com.timedeal.acceptance.history.Doctored.accepted;
import static com.timedeal.acceptance.history.Doctored.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.acceptance.history.Attempt.NotDone;
import com.timedeal.acceptance.history.Attempt.Unknown;
import org.junit.jupiter.api.Test;

class HistoryTests {

    private final Doctored sale = Doctored.sale();

    @Test
    void knowsWhoDoesNotKnow() {
        sale.attempt(user(4), "lost", 1, new Unknown("504"));
        sale.attempt(user(4), "lost", 1, new NotDone(true));
        sale.attempt(user(5), "found", 1, new Unknown("504"));
        sale.attempt(user(5), "found", 1, accepted("found"));
        sale.attempt(user(6), "busy", 1, new NotDone(true));

        var history = new History(sale.attempts);

        assertThat(history.unresolved()).extracting(Attempt::key).containsExactly("lost");
        assertThat(history.neverDone()).extracting(Attempt.Question::key).containsExactly("busy");
        assertThat(history.counts()).containsEntry("accepted", 3L).containsEntry("unknown", 2L);
    }
}
