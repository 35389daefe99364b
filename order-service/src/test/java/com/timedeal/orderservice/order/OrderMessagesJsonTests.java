package com.timedeal.orderservice.order;

import com.timedeal.servicedefaults.messaging.MessageSamples;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderMessagesJsonTests {

    @Test
    void publishesWhatTheSampleOfAReleaseSays() {
        MessageSamples.assertPublishes(
                "stock.release-requested", new GiveUpOrder.StockReleaseRequested(UUID.randomUUID()));
    }
}
