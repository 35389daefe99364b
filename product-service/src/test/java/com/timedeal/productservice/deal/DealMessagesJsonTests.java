package com.timedeal.productservice.deal;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.servicedefaults.messaging.MessageSamples;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DealMessagesJsonTests {

    private static final UUID DEAL = UUID.fromString("0199f3a2-6bff-7c44-9e21-5b7a4c2d8e02");

    @Test
    void publishesWhatTheSamplesSay() {
        MessageSamples.assertPublishes(
                "deal.scheduled",
                new NewDeals.DealScheduled(
                        DEAL,
                        DEAL,
                        DEAL,
                        "Lamp",
                        1,
                        1,
                        1,
                        Instant.now(),
                        Instant.now().plusSeconds(1)));
        MessageSamples.assertPublishes("deal.cancelled", new TakeBackUnits.DealCancelled(DEAL));
    }

    @Test
    void readsTheSamples() {
        assertThat(MessageSamples.read("deal.opening-due", DealMessages.DealOpeningDue.class)
                        .dealId())
                .isEqualTo(DEAL);
        assertThat(MessageSamples.read("deal.closing-due", DealMessages.DealClosingDue.class)
                        .dealId())
                .isEqualTo(DEAL);
        assertThat(MessageSamples.read("allotment.level", DealMessages.AllotmentLevel.class))
                .extracting(DealMessages.AllotmentLevel::left, DealMessages.AllotmentLevel::version)
                .containsExactly(37L, 64L);
        assertThat(MessageSamples.read("allotment.settled", DealMessages.AllotmentSettled.class))
                .extracting(DealMessages.AllotmentSettled::sold, DealMessages.AllotmentSettled::unsold)
                .containsExactly(90L, 3L);
    }

    @Test
    void answersAboutADealWithTheFieldsOfItsAnnouncement() {
        MessageSamples.assertPublishes(
                "deal.scheduled",
                new InternalDealController.DealTerms(
                        DEAL,
                        DEAL,
                        DEAL,
                        "Lamp",
                        1,
                        1,
                        1,
                        Instant.now(),
                        Instant.now().plusSeconds(1)));
    }
}
