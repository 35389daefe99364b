package com.timedeal.orderservice.cancellation;

import com.timedeal.servicedefaults.messaging.MessageSamples;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CancellationMessagesJsonTests {

    @Test
    void publishesWhatTheSampleOfAReleaseSays() {
        MessageSamples.assertPublishes(
                "stock.release-requested", new GiveUnitsBack.ReservationReleased(UUID.randomUUID()));
    }

    @Test
    void publishesWhatTheSampleForUnitsOfADealSays() {
        MessageSamples.assertPublishes(
                "stock.release-requested.deal",
                new GiveUnitsBack.DealUnitsReleased(
                        UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), 1, GiveUnitsBack.Cause.EXPIRED));
    }
}
