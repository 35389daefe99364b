package com.timedeal.orderservice.deal;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.servicedefaults.messaging.MessageSamples;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DealMessagesJsonTests {

    private static final UUID DEAL = UUID.fromString("0199f3a2-6bff-7c44-9e21-5b7a4c2d8e02");

    @Test
    void publishesWhatTheSamplesSay() {
        MessageSamples.assertPublishes("allotment.level", new SweepAllotments.AllotmentLevel(DEAL, 1, 1));
        MessageSamples.assertPublishes("allotment.settled", new EndAllotment.AllotmentSettled(DEAL, false, 1, 1, 1));
    }

    @Test
    void readsTheSamples() {
        var terms = MessageSamples.read("deal.scheduled", LearnOfDeal.DealTerms.class)
                .toAllotment();
        assertThat(terms.allotmentId()).isEqualTo(DEAL);
        assertThat(terms.units()).isEqualTo(100);
        assertThat(terms.opensAt()).isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
        assertThat(MessageSamples.read("deal.cancelled", DealMessages.DealCancelled.class)
                        .dealId())
                .isEqualTo(DEAL);
        assertThat(MessageSamples.read("deal.closing-due", DealMessages.DealClosingDue.class)
                        .dealId())
                .isEqualTo(DEAL);
    }
}
