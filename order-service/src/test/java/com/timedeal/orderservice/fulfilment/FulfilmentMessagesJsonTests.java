package com.timedeal.orderservice.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.servicedefaults.messaging.MessageSamples;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FulfilmentMessagesJsonTests {

    @Test
    void readsTheSampleOfProgressDue() {
        assertThat(MessageSamples.read("order.progress-due", ProgressMessages.OrderProgressDue.class)
                        .dueAt())
                .isEqualTo(Instant.parse("2026-11-20T19:00:00Z"));
    }
}
