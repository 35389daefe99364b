package com.timedeal.productservice.stock;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.servicedefaults.messaging.MessageSamples;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StockMessagesJsonTests {

    @Test
    void readsTheSampleOfARelease() {
        assertThat(MessageSamples.read("stock.release-requested", StockMessages.StockReleaseRequested.class)
                        .orderId())
                .isEqualTo(UUID.fromString("0199f3c4-2b00-7c44-9e21-5b7a4c2d8e21"));
    }
}
