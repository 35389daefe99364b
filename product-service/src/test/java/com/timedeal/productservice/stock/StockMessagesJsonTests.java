package com.timedeal.productservice.stock;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.servicedefaults.messaging.MessageSamples;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StockMessagesJsonTests {

    @Test
    void readsTheSampleOfARelease() {
        assertThat(MessageSamples.read("stock.release-requested", Reservation.class)
                        .orderId())
                .isEqualTo(UUID.fromString("0199f3c4-2b00-7c44-9e21-5b7a4c2d8e21"));
    }

    @Test
    void readsTheSampleOfUnitsOfADeal() {
        var message = MessageSamples.read("stock.release-requested.deal", StockMessages.StockReleaseRequested.class);

        assertThat(message.dealId()).isEqualTo(UUID.fromString("0199f3a2-6bff-7c44-9e21-5b7a4c2d8e02"));
        assertThat(message.productId()).isEqualTo(UUID.fromString("0199f3a1-0b10-7d55-a133-6c8b5d3e9f03"));
        assertThat(message.units()).isEqualTo(1);
        assertThat(message.cause()).isEqualTo("EXPIRED");
    }

    /** What every release has; the rest is there for units of a deal only. */
    record Reservation(UUID messageId, UUID orderId) {}
}
