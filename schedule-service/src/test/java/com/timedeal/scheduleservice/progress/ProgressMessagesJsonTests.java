package com.timedeal.scheduleservice.progress;

import com.timedeal.servicedefaults.messaging.MessageSamples;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressMessagesJsonTests {

    @Test
    void publishesWhatTheSampleSays() {
        MessageSamples.assertPublishes("order.progress-due", new ProgressDue(Instant.parse("2026-11-20T19:00:00Z")));
    }
}
